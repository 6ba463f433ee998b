package macjoule.bench.engine.jcuda.probe;

import java.util.Arrays;
import macjoule.bench.engine.DeviceException;
import macjoule.bench.engine.jcuda.driver.Arguments;
import macjoule.bench.engine.jcuda.driver.DeviceIdentity;
import macjoule.bench.engine.jcuda.driver.DeviceMemory;
import macjoule.bench.engine.jcuda.driver.Gpu;
import macjoule.bench.engine.jcuda.driver.Grid;
import macjoule.bench.engine.jcuda.driver.Kernel;
import macjoule.bench.engine.jcuda.driver.KernelModule;
import macjoule.bench.engine.jcuda.driver.Stopwatch;

/** The measurements on the GPU itself. */
final class DeviceBench implements Bench, AutoCloseable {
    static final int LINE_BYTES = 128;

    /** Enough that reading the clock and starting the first load do not count. */
    private static final int LEAST_STEPS = 4096;

    /** Caches that replace at random need a few rounds until they hold what they can. */
    private static final int WARM_ROUNDS = 4;

    private static final int CHAIN_BYTES = 16 << 20;
    private static final int VECTOR_BYTES = 16;
    private static final int STREAM_THREADS = 512;
    private static final int STREAM_BLOCKS = 2;

    /** What a block reads between two checks of its loop. */
    private static final int STREAM_STEP = 2 * STREAM_THREADS * VECTOR_BYTES;

    private static final int WIDE = 1024;
    private static final int L1_BYTES_PER_PASS = WIDE * 4 * VECTOR_BYTES;
    private static final int SHARED_BYTES_PER_PASS = WIDE * 16 * Float.BYTES;
    private static final int READ_PASSES = 20_000;
    private static final int ARITHMETIC_THREADS = 256;
    private static final int ARITHMETIC_BLOCKS = 4;
    private static final int ITERATIONS = 40_000;
    private static final long FLOP_PER_ITERATION = 2 * 64;

    private final Gpu gpu;
    private final int multiprocessors;
    private final KernelModule probes;
    private final Stopwatch watch;
    private final DeviceMemory memory;
    private final DeviceMemory chain;
    private final DeviceMemory order;
    private final DeviceMemory sink;
    private final DeviceMemory cycles;

    /**
     * @param bytes the memory to read at most: several times what L2 holds
     */
    DeviceBench(Gpu gpu, long bytes) {
        this.gpu = gpu;
        DeviceIdentity identity = gpu.identity();
        multiprocessors = identity.multiprocessors();
        probes = gpu.loadProbes();
        watch = new Stopwatch(gpu);
        memory = gpu.allocate(sharedEvenly(bytes), "memory to be read");
        chain = gpu.allocate(CHAIN_BYTES, "chains");
        order = gpu.allocate((long) CHAIN_BYTES / LINE_BYTES * Integer.BYTES, "the order of chains");
        sink = gpu.allocate((long) multiprocessors * ARITHMETIC_BLOCKS * WIDE * Float.BYTES, "results");
        cycles = gpu.allocate((long) multiprocessors * ARITHMETIC_BLOCKS * Long.BYTES, "cycles");
        gpu.clear(memory);
    }

    @Override
    public double cachedLatency(int footprintBytes) {
        return roundTrip(probes.kernel("probe_latency_cached", 0).withLargestL1(), footprintBytes);
    }

    @Override
    public double l2Latency(int footprintBytes) {
        return roundTrip(probes.kernel("probe_latency_past_l1", 0), footprintBytes);
    }

    private double roundTrip(Kernel kernel, int footprintBytes) {
        int lines = footprintBytes / LINE_BYTES;
        link(lines);
        return chase(kernel, WARM_ROUNDS * lines, Math.max(lines, LEAST_STEPS));
    }

    /** Lines that were written long ago: since then, more than L2 holds was read. */
    @Override
    public double dramLatency() {
        link(CHAIN_BYTES / LINE_BYTES);
        stream(memory.bytes(), 2);
        return chase(probes.kernel("probe_latency_past_l1", 0), 0, LEAST_STEPS);
    }

    private void link(int lines) {
        order.write(Chains.randomCycle(lines));
        Arguments arguments = new Arguments().memory(order).memory(chain).struct(lines, LINE_BYTES);
        gpu.launch(probes.kernel("probe_link", 0).launch(new Grid(multiprocessors, 1, 1, 256), arguments));
    }

    private double chase(Kernel kernel, int warmup, int steps) {
        Arguments arguments =
                new Arguments().memory(chain).memory(cycles).memory(sink).struct(warmup, steps);
        gpu.launch(kernel.launch(new Grid(1, 1, 1, 1), arguments));
        return medianCycles(1) / steps;
    }

    @Override
    public double sharedLatency() {
        Arguments arguments = new Arguments().memory(cycles).memory(sink).struct(LEAST_STEPS, LEAST_STEPS);
        gpu.launch(probes.kernel("probe_latency_shared", 0).launch(new Grid(1, 1, 1, 1), arguments));
        return medianCycles(1) / LEAST_STEPS;
    }

    @Override
    public double l1BytesPerCycle() {
        Arguments arguments =
                new Arguments().memory(memory).memory(cycles).memory(sink).struct(READ_PASSES);
        Kernel kernel = probes.kernel("probe_read_cached", 0).withLargestL1();
        gpu.launch(kernel.launch(new Grid(multiprocessors, 1, 1, WIDE), arguments));
        return (double) L1_BYTES_PER_PASS * READ_PASSES / medianCycles(multiprocessors);
    }

    @Override
    public double sharedBytesPerCycle() {
        Arguments arguments = new Arguments().memory(cycles).memory(sink).struct(READ_PASSES);
        gpu.launch(probes.kernel("probe_read_shared", 0).launch(new Grid(multiprocessors, 1, 1, WIDE), arguments));
        return (double) SHARED_BYTES_PER_PASS * READ_PASSES / medianCycles(multiprocessors);
    }

    @Override
    public double bytesPerSecondPastL1(long bytes, int passes) {
        watch.start();
        long read = stream(bytes, passes);
        watch.stop();
        return read / positive(watch.seconds(), "seconds passed");
    }

    @Override
    public long sharedEvenly(long bytes) {
        long ofAllBlocks = (long) multiprocessors * STREAM_BLOCKS * STREAM_STEP;
        return Math.max(1, bytes / ofAllBlocks) * ofAllBlocks;
    }

    private long stream(long bytes, int passes) {
        int blocks = multiprocessors * STREAM_BLOCKS;
        long read = sharedEvenly(bytes);
        int vectors = (int) (read / blocks / VECTOR_BYTES);
        Arguments arguments = new Arguments().memory(memory).memory(sink).struct(vectors, passes);
        gpu.launch(probes.kernel("probe_read_past_l1", 0).launch(new Grid(blocks, 1, 1, STREAM_THREADS), arguments));
        return read * passes;
    }

    /** All blocks run at once, so each of them counts the cycles of all the time that passes. */
    @Override
    public Arithmetic arithmetic() {
        int blocks = multiprocessors * ARITHMETIC_BLOCKS;
        Arguments arguments = new Arguments()
                .memory(cycles)
                .memory(sink)
                .struct(ITERATIONS, Float.floatToRawIntBits(0.5f), Float.floatToRawIntBits(1));
        watch.start();
        gpu.launch(
                probes.kernel("probe_multiply_add", 0).launch(new Grid(blocks, 1, 1, ARITHMETIC_THREADS), arguments));
        watch.stop();
        double seconds = positive(watch.seconds(), "seconds passed");
        double flop = (double) FLOP_PER_ITERATION * ITERATIONS * blocks * ARITHMETIC_THREADS;
        return new Arithmetic(flop / seconds, medianCycles(blocks) / seconds);
    }

    private double medianCycles(int blocks) {
        long[] counted = new long[blocks];
        cycles.read(counted);
        return positive(Samples.median(Arrays.stream(counted).asDoubleStream().toArray()), "cycles counted");
    }

    private static double positive(double value, String what) {
        if (value > 0) {
            return value;
        }
        throw new DeviceException(
                "a probe of the memory ended with " + value + " " + what + "; look at nvidia-smi and try again");
    }

    @Override
    public void close() {
        watch.close();
        cycles.close();
        sink.close();
        order.close();
        chain.close();
        memory.close();
    }
}
