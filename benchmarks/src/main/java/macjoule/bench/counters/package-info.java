/**
 * Traffic at each level of a GPU's memory, counted by the hardware and read with Nsight Compute: one case is run once in a process
 * of its own under the profiler, and the kernels it launched are recorded with the bytes they moved. The profiler stretches time
 * and changes power, so nothing else is ever measured under it.
 */
@NullMarked
package macjoule.bench.counters;

import org.jspecify.annotations.NullMarked;
