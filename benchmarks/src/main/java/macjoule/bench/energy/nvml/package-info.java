/** NVIDIA's management library behind a small interface, with each of its return codes turned into a typed result once, here; and its binding to the real library. */
@NullMarked
package macjoule.bench.energy.nvml;

import org.jspecify.annotations.NullMarked;
