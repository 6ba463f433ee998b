package macjoule.bench.engine.jcuda.probe;

/**
 * What was measured, in bytes, seconds, hertz, FLOP and core cycles.
 *
 * @param clockHz the core clock while all multiprocessors multiplied and added
 * @param l1Bytes up to where latency stays that of L1
 * @param l2Footprint the memory that L2 was read from
 * @param dramFootprint the memory that was read to pass L2
 */
public record ProbedFigures(
        double clockHz,
        double fp32Flops,
        int l1Bytes,
        double l1LatencyCycles,
        double l2LatencyCycles,
        double dramLatencyCycles,
        double sharedLatencyCycles,
        double l1BytesPerCycle,
        double sharedBytesPerCycle,
        double l2BytesPerSecond,
        double dramBytesPerSecond,
        int l2LatencyFootprint,
        long l2Footprint,
        long dramFootprint) {}
