package macjoule.model.delta;

import macjoule.model.BadInputException;
import macjoule.model.gpu.GpuSpec;

/** What the models need of a GPU to make sense of it. */
public final class GpuRequirements {
    private static final int LINE_BYTES = 128;

    private GpuRequirements() {}

    /** Refuses a GPU of figures that no model can reckon with. */
    public static void check(GpuSpec gpu) {
        require(gpu.smCount() >= 1, "smCount", gpu.smCount(), gpu);
        requirePositive("clockHz", gpu.clockHz(), gpu);
        requirePositive("fp32Flops", gpu.fp32Flops(), gpu);
        requirePositive("l1BytesPerSecondPerSm", gpu.l1BytesPerSecondPerSm(), gpu);
        requirePositive("l2BytesPerSecond", gpu.l2BytesPerSecond(), gpu);
        requirePositive("dramBytesPerSecond", gpu.dramBytesPerSecond(), gpu);
        requirePositive("sharedBytesPerSecondPerSm", gpu.sharedBytesPerSecondPerSm(), gpu);
        requireLatency("l1LatencyCycles", gpu.l1LatencyCycles(), gpu);
        requireLatency("l2LatencyCycles", gpu.l2LatencyCycles(), gpu);
        requireLatency("dramLatencyCycles", gpu.dramLatencyCycles(), gpu);
        requireLatency("sharedLatencyCycles", gpu.sharedLatencyCycles(), gpu);
        require(gpu.l1RequestBytes() >= 1, "l1RequestBytes", gpu.l1RequestBytes(), gpu);
        if (gpu.l2Bytes() < LINE_BYTES) {
            throw new BadInputException(
                    "an L2 cache of " + gpu.l2Bytes() + " bytes holds no line",
                    "GPU " + gpu.name(),
                    "give it " + LINE_BYTES + " bytes or more");
        }
    }

    private static void requirePositive(String field, double value, GpuSpec gpu) {
        require(value > 0 && value < Double.POSITIVE_INFINITY, field, value, gpu);
    }

    private static void requireLatency(String field, double value, GpuSpec gpu) {
        require(value >= 0 && value < Double.POSITIVE_INFINITY, field, value, gpu);
    }

    private static void require(boolean fine, String field, double value, GpuSpec gpu) {
        if (!fine) {
            throw new BadInputException(
                    field + " of " + value, "GPU " + gpu.name(), "give a positive figure in base units");
        }
    }
}
