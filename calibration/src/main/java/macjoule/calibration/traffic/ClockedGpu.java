package macjoule.calibration.traffic;

import macjoule.model.gpu.GpuSpec;

/** A GPU at another core clock. What the core does scales with it; memory keeps its bandwidth and its latency in seconds. */
final class ClockedGpu {
    private ClockedGpu() {}

    static GpuSpec at(GpuSpec gpu, double clockHz) {
        double faster = clockHz / gpu.clockHz();
        return new GpuSpec(
                gpu.name(),
                gpu.title(),
                gpu.architecture(),
                gpu.computeCapability(),
                gpu.smCount(),
                clockHz,
                gpu.fp32Flops() * faster,
                gpu.l1BytesPerSecondPerSm() * faster,
                gpu.l2BytesPerSecond() * faster,
                gpu.dramBytesPerSecond(),
                gpu.l1BytesPerSm(),
                gpu.sharedBytesPerSm(),
                gpu.registerBytesPerSm(),
                gpu.l2Bytes(),
                gpu.l1RequestBytes(),
                gpu.sharedBytesPerSecondPerSm() * faster,
                gpu.l1LatencyCycles(),
                gpu.l2LatencyCycles(),
                gpu.dramLatencyCycles() * faster,
                gpu.sharedLatencyCycles(),
                gpu.tensorTf32Flops() == null ? null : gpu.tensorTf32Flops() * faster,
                gpu.tensorFp16Flops() == null ? null : gpu.tensorFp16Flops() * faster,
                gpu.dramBytes(),
                gpu.boardPowerWatts(),
                gpu.sources());
    }
}
