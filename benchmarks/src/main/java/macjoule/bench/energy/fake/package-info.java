/** A scripted stand-in for NVML: sensors of known update period, window and noise over a power curve of known truth, with faults on demand. All it yields is labelled simulated. */
@NullMarked
package macjoule.bench.energy.fake;

import org.jspecify.annotations.NullMarked;
