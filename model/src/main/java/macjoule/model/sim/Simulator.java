package macjoule.model.sim;

import java.util.List;
import macjoule.model.BadInputException;

/** Runs simulations. Their counts are exact and do not depend on the number of threads. */
public final class Simulator implements AutoCloseable {
    private final Workers workers;

    private Simulator(int threads) {
        if (threads < 1) {
            throw new BadInputException(threads + " threads are not positive", "threads", "give 1 or more");
        }
        this.workers = new Workers(threads);
    }

    public static Simulator withThreads(int threads) {
        return new Simulator(threads);
    }

    /** Simulates all of {@code setup}, with all threads on it. */
    public SimulationResult run(SimulationSetup setup) {
        return run(setup, setup.layer().batch(), workers);
    }

    /**
     * Simulates as few images as give {@code leastWaves} waves and stand for the rest, and scales the counts to the whole batch.
     * From about 6 waves on, traffic per image hardly changes.
     */
    public SimulationResult sample(SimulationSetup setup, int leastWaves) {
        return run(setup, SampleSize.of(setup, leastWaves), workers);
    }

    /** Simulates each setup, as many at a time as there are threads; the results in their order. */
    public List<SimulationResult> runAll(List<SimulationSetup> setups) {
        return workers.map(
                setups.size(), i -> alone(setups.get(i), setups.get(i).layer().batch()));
    }

    /** Samples each setup, as many at a time as there are threads; the results in their order. */
    public List<SimulationResult> sampleAll(List<SimulationSetup> setups, int leastWaves) {
        return workers.map(setups.size(), i -> alone(setups.get(i), SampleSize.of(setups.get(i), leastWaves)));
    }

    private static SimulationResult alone(SimulationSetup setup, int batch) {
        try (Workers caller = new Workers(1)) {
            return run(setup, batch, caller);
        }
    }

    private static SimulationResult run(SimulationSetup setup, int batch, Workers workers) {
        long start = System.nanoTime();
        SimulationSetup part = setup.withLayer(setup.layer().withBatch(batch));
        MachineCounts counts = new Machine(part, workers).run();
        double fraction = (double) batch / setup.layer().batch();
        Sampling sampling = new Sampling(batch, part.waves(), fraction);
        return counts.scaled(1 / fraction, filterSectors(setup)).toResult(sampling, (System.nanoTime() - start) * 1e-9);
    }

    /** What reading every filter once comes to. */
    private static long filterSectors(SimulationSetup setup) {
        long elements = setup.layer().gemm().n() * setup.layer().gemm().k();
        return (elements + Warp.SECTOR_ELEMENTS - 1) / Warp.SECTOR_ELEMENTS;
    }

    @Override
    public void close() {
        workers.close();
    }
}
