/** Windows of energy: what was used between two moments while work ran, and everything that would make the figure unfit to publish. */
@NullMarked
package macjoule.bench.energy.window;

import org.jspecify.annotations.NullMarked;
