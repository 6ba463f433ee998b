package macjoule.model.gpu;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the models need to know of a GPU. All in base units: bytes, seconds, hertz, FLOP (a multiply-accumulate is two), watts.
 * Caches and registers are counted in 1024s, bandwidths in 1000s, as vendors do.
 *
 * @param name kebab-case name on the command line
 * @param title the name people use
 * @param architecture the vendor's name of the generation
 * @param computeCapability such as 6.1
 * @param smCount streaming multiprocessors
 * @param clockHz the core clock the other figures hold for
 * @param fp32Flops single precision FLOP/s of the whole card, without tensor cores
 * @param l1BytesPerSecondPerSm L1 bandwidth of one SM
 * @param l2BytesPerSecond L2 bandwidth of the whole card
 * @param dramBytesPerSecond memory bandwidth of the whole card
 * @param l1BytesPerSm L1 data cache of one SM, at its largest
 * @param sharedBytesPerSm shared memory of one SM, at its largest
 * @param registerBytesPerSm register file of one SM
 * @param l2Bytes L2 cache of the whole card
 * @param l1RequestBytes how many bytes one L1 request returns at most: 128 up to Pascal, 32 from Volta
 * @param sharedBytesPerSecondPerSm shared memory bandwidth of one SM, loads and stores alike
 * @param l1LatencyCycles latency of an L1 hit, in core clock cycles
 * @param l2LatencyCycles latency of an L2 hit
 * @param dramLatencyCycles latency of a memory access
 * @param sharedLatencyCycles latency of a shared memory access
 * @param tensorTf32Flops dense TF32 tensor core FLOP/s, where there are any
 * @param tensorFp16Flops dense FP16 tensor core FLOP/s with FP32 accumulation, where there are any
 * @param dramBytes memory size
 * @param boardPowerWatts power limit as delivered
 * @param sources for each field name above, where its figure comes from
 */
public record GpuSpec(
        String name,
        String title,
        @Nullable String architecture,
        @Nullable String computeCapability,
        int smCount,
        double clockHz,
        double fp32Flops,
        double l1BytesPerSecondPerSm,
        double l2BytesPerSecond,
        double dramBytesPerSecond,
        long l1BytesPerSm,
        long sharedBytesPerSm,
        long registerBytesPerSm,
        long l2Bytes,
        int l1RequestBytes,
        double sharedBytesPerSecondPerSm,
        double l1LatencyCycles,
        double l2LatencyCycles,
        double dramLatencyCycles,
        double sharedLatencyCycles,
        @Nullable Double tensorTf32Flops,
        @Nullable Double tensorFp16Flops,
        @Nullable Long dramBytes,
        @Nullable Double boardPowerWatts,
        Map<String, String> sources) {

    public GpuSpec {
        sources = Map.copyOf(sources);
    }

    /** Multiply-accumulates per second of the whole card in single precision, without tensor cores. */
    public double macsPerSecond() {
        return fp32Flops / 2;
    }

    /** FLOP per byte of memory traffic above which a kernel is bound by arithmetic: the ridge of the roofline. */
    public double computeToMemoryRatio() {
        return fp32Flops / dramBytesPerSecond;
    }
}
