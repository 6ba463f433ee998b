package macjoule.bench.counters;

import java.io.PrintStream;
import java.util.List;
import macjoule.bench.engine.Engines;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.plan.BenchmarkCase;
import macjoule.calibration.record.Unit;

/**
 * The process that a profiler watches: prepares one case, runs it until everything is chosen and compiled, and then once more within
 * the range that is profiled.
 */
final class SingleLaunch {
    /** Begins the line on which a failure is told. */
    static final String FAILURE = "#macjoule-failure ";

    private static final int WARMUPS = 2;

    private SingleLaunch() {}

    /** Arguments: the key of the case, the engine, and the seed of the run. */
    public static void main(String[] args) {
        PrintStream toProfiler = System.out;
        // What libraries print must not mix with the table of the profiler.
        System.setOut(System.err);
        try {
            run(new Unit(args[0], args[1]), Long.parseLong(args[2]));
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            e.printStackTrace();
            toProfiler.println(FAILURE + e.toString().replaceAll("\\s+", " "));
        }
    }

    static List<String> arguments(Unit unit, long seed) {
        return List.of(unit.key(), unit.engine(), String.valueOf(seed));
    }

    private static void run(Unit unit, long seed) {
        var engine = Engines.find(unit.engine()).orElseThrow();
        try (Session session = engine.open(BenchmarkCase.of(unit.key()).workload(), new WeightSource(seed))) {
            for (int i = 0; i < WARMUPS; i++) {
                session.run();
            }
            session.synchronise();
            ProfilerRange.around(() -> {
                session.run();
                session.synchronise();
            });
        }
    }
}
