/** The device kernels, tried without a device: run on the processor, and assembled where the toolkit is present. */
@NullMarked
package macjoule.bench.engine.jcuda.kernels;

import org.jspecify.annotations.NullMarked;
