package macjoule.bench.engine.jcuda.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import macjoule.bench.engine.DeviceException;
import macjoule.bench.engine.jcuda.driver.Gpu;

/** Measures what DeLTA and the other models need to know of a GPU. Takes some seconds. */
public final class MemoryProbes {
    /** What the L1 of any GPU holds. */
    static final int SURELY_IN_L1 = 12 << 10;

    /** More than any L1 holds. */
    static final int LARGEST_FOOTPRINT = 384 << 10;

    static final int FOOTPRINT_STEP = 4 << 10;

    private static final int TIMES = 5;
    private static final int WARM_UPS = 20;
    private static final long L2_TRAFFIC = 20_000_000_000L;
    private static final int DRAM_PASSES = 3;

    private final Bench bench;
    private final long l2Bytes;
    private final Consumer<String> progress;

    private MemoryProbes(Bench bench, long l2Bytes, Consumer<String> progress) {
        this.bench = bench;
        this.l2Bytes = l2Bytes;
        this.progress = progress;
    }

    /**
     * Measures the GPU, which nothing else should use meanwhile.
     *
     * @param progress is told what comes next and what came out
     */
    public static ProbedGpu measure(Gpu gpu, Consumer<String> progress) {
        long l2 = gpu.identity().l2Bytes();
        long room = dramFootprint(l2, gpu.identity().memoryBytes());
        try (DeviceBench bench = new DeviceBench(gpu, room)) {
            return new ProbedGpu(gpu.identity(), gpu.multiprocessor(), measure(bench, l2, room, progress));
        }
    }

    /** So much that what L2 still holds from one pass to the next hardly counts, as far as there is room. */
    static long dramFootprint(long l2Bytes, long memoryBytes) {
        return Math.min(64 * l2Bytes, memoryBytes / 4);
    }

    static ProbedFigures measure(Bench bench, long l2Bytes, long dramFootprint, Consumer<String> progress) {
        return new MemoryProbes(bench, l2Bytes, progress).figures(dramFootprint);
    }

    private ProbedFigures figures(long dramFootprint) {
        progress.accept("clock and FP32 throughput");
        Bench.Arithmetic arithmetic = arithmetic();
        progress.accept("latency of L2, memory and shared memory");
        int l2Chain = (int) Math.min(2 << 20, l2Bytes / 4);
        double l2Latency = Samples.median(TIMES, () -> bench.l2Latency(l2Chain));
        double dramLatency = Samples.median(TIMES, bench::dramLatency);
        double sharedLatency = Samples.median(TIMES, bench::sharedLatency);
        progress.accept("latency and size of L1");
        LatencyCurve curve = curve();
        int l1Bytes = curve.capacity(SURELY_IN_L1, l2Latency).orElseThrow(() -> noStep(curve, l2Latency));
        progress.accept("bandwidth of L1, shared memory, L2 and memory");
        long l2Footprint = bench.sharedEvenly(l2Bytes / 4);
        int l2Passes = (int) Math.max(1, L2_TRAFFIC / l2Footprint);
        return new ProbedFigures(
                arithmetic.clockHz(),
                arithmetic.flops(),
                l1Bytes,
                curve.plateau(SURELY_IN_L1),
                l2Latency,
                dramLatency,
                sharedLatency,
                Samples.median(TIMES, bench::l1BytesPerCycle),
                Samples.median(TIMES, bench::sharedBytesPerCycle),
                Samples.median(TIMES, () -> bench.bytesPerSecondPastL1(l2Footprint, l2Passes)),
                Samples.median(TIMES, () -> bench.bytesPerSecondPastL1(dramFootprint, DRAM_PASSES)),
                l2Chain,
                l2Footprint,
                bench.sharedEvenly(dramFootprint));
    }

    /** Medians, after the clock had time to rise. */
    private Bench.Arithmetic arithmetic() {
        for (int i = 0; i < WARM_UPS; i++) {
            bench.arithmetic();
        }
        List<Bench.Arithmetic> samples = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            samples.add(bench.arithmetic());
        }
        return new Bench.Arithmetic(
                Samples.median(
                        samples.stream().mapToDouble(Bench.Arithmetic::flops).toArray()),
                Samples.median(
                        samples.stream().mapToDouble(Bench.Arithmetic::clockHz).toArray()));
    }

    private LatencyCurve curve() {
        List<LatencyCurve.Point> points = new ArrayList<>();
        for (int bytes = FOOTPRINT_STEP; bytes <= LARGEST_FOOTPRINT; bytes += FOOTPRINT_STEP) {
            points.add(new LatencyCurve.Point(bytes, bench.cachedLatency(bytes)));
        }
        return new LatencyCurve(points);
    }

    private static DeviceException noStep(LatencyCurve curve, double l2Latency) {
        LatencyCurve.Point last = curve.points().get(curve.points().size() - 1);
        return new DeviceException(String.format(
                Locale.ROOT,
                "the size of L1 does not show: latency is %.0f cycles in small memory, %.0f in %d KiB and %.0f in L2;"
                        + " see that nothing else uses the GPU, then try again",
                curve.plateau(SURELY_IN_L1),
                last.cycles(),
                last.footprintBytes() >> 10,
                l2Latency));
    }
}
