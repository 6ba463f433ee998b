/** The energy of processor packages and memory through the Linux power capping interface. It only ever reads. */
@NullMarked
package macjoule.bench.energy.rapl;

import org.jspecify.annotations.NullMarked;
