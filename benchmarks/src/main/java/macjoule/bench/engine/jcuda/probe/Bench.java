package macjoule.bench.engine.jcuda.probe;

/** Single measurements of a GPU, each after a warm-up of its own. Latencies are in core cycles. */
interface Bench {
    /** The latency of loads through L1 that go round a chain of lines in random order. */
    double cachedLatency(int footprintBytes);

    /** The same past L1, from L2. */
    double l2Latency(int footprintBytes);

    /** The latency of loads from lines that no cache holds. */
    double dramLatency();

    double sharedLatency();

    /** What one multiprocessor reads from its L1 in a cycle. */
    double l1BytesPerCycle();

    double sharedBytesPerCycle();

    /**
     * What all multiprocessors together read past L1, pass after pass.
     *
     * @param bytes the memory read in one pass, see {@link #sharedEvenly}
     */
    double bytesPerSecondPastL1(long bytes, int passes);

    /** The memory that is read in one pass when so much is asked for. */
    long sharedEvenly(long bytes);

    Arithmetic arithmetic();

    /** What multiply-adds on all multiprocessors come to. */
    record Arithmetic(double flops, double clockHz) {}
}
