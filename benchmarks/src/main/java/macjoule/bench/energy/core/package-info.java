/** What an energy measurement can come to: joules with their uncertainty, or in words why there are none; and the clock all of it is timed by. */
@NullMarked
package macjoule.bench.energy.core;

import org.jspecify.annotations.NullMarked;
