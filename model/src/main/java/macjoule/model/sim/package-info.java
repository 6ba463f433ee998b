/**
 * A trace-driven simulation of the caches of a GPU that runs a convolution as an im2col matrix product: every load of every
 * thread, coalesced per warp, through sectored L1 caches and a shared L2 down to memory. It is what the analytical models are
 * held against where no hardware counters are at hand. Start from {@link macjoule.model.sim.Simulator}.
 */
@NullMarked
package macjoule.model.sim;

import org.jspecify.annotations.NullMarked;
