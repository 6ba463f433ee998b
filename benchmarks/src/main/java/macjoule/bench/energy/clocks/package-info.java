/** Locking a GPU's clocks, on request only, so that they are free again whatever becomes of the process that locked them. */
@NullMarked
package macjoule.bench.energy.clocks;

import org.jspecify.annotations.NullMarked;
