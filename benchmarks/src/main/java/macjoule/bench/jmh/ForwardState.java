package macjoule.bench.jmh;

import macjoule.bench.engine.DeviceSession;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Engines;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.plan.BenchmarkCase;
import macjoule.model.BadInputException;

/** Opens cases for the benchmarks of this package. */
final class ForwardState {
    /** The system property that hands the seed of the run to the measured JVM. */
    static final String SEED = "macjoule.seed";

    /** Stands before each line that tells what computes a layer. */
    static final String KERNEL = "@kernel ";

    private ForwardState() {}

    /** Runs the case once, so that libraries have built what they keep for its shapes before anything is timed. */
    static Session open(String key, String engineName) {
        Engine engine = Engines.find(engineName)
                .orElseThrow(() -> new BadInputException(
                        "unknown engine",
                        engineName,
                        "give one of "
                                + Engines.all().stream().map(Engine::name).toList()));
        Session session = engine.open(BenchmarkCase.of(key).workload(), new WeightSource(Long.getLong(SEED, 0)));
        if (session instanceof DeviceSession device) {
            device.kernels().forEach(line -> System.out.println(KERNEL + line));
            KernelLines.hand(device.kernels());
        }
        session.run();
        session.synchronise();
        return session;
    }
}
