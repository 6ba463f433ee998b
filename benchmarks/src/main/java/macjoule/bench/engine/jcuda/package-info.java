/**
 * Own kernels on a GPU through JCuda: implicit GEMM with tiles that are known, so that what a model of the GPU assumes is what runs.
 * A workload becomes a list of launches over pooled memory and stays on the device from its input to its result. All classes of
 * JCuda stay in {@code driver}.
 */
@NullMarked
package macjoule.bench.engine.jcuda;

import org.jspecify.annotations.NullMarked;
