package macjoule.bench.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import macjoule.bench.engine.Availability;
import macjoule.bench.engine.Engine;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.PlannedEngine;
import macjoule.calibration.record.SkippedUnit;
import macjoule.calibration.record.Unit;
import org.jspecify.annotations.Nullable;

/** Crosses the cases of a suite with engines. */
public final class PlanBuilder {
    private static final long MIB = 1 << 20;
    private static final long DEFAULT_MEMORY = 8192 * MIB;

    /** Settings of engines on a GPU. They go to the measured JVM, and with its arguments on record. */
    private static final List<String> HANDED_ON = List.of(
            "macjoule.gpu",
            "macjoule.jcuda.tile",
            "macjoule.jcuda.without",
            "macjoule.nvrtc",
            "macjoule.cudnn.algorithm");

    private final List<Engine> engines;
    private final int threads;
    private final long seed;

    /**
     * @param threads how many threads an engine on the CPU may use
     */
    public PlanBuilder(List<Engine> engines, int threads, long seed) {
        this.engines = List.copyOf(engines);
        this.threads = threads;
        this.seed = seed;
    }

    /**
     * Plans a suite.
     *
     * @param memoryBytes what the host has, null if it does not tell
     */
    public Plan plan(Suite suite, @Nullable Long memoryBytes) {
        return plan(suite, OwnNetworks.none(), memoryBytes);
    }

    /**
     * Plans a suite.
     *
     * @param own the networks it names beside those of the zoo
     */
    public Plan plan(Suite suite, OwnNetworks own, @Nullable Long memoryBytes) {
        List<BenchmarkCase> cases =
                suite.keys().stream().map(key -> BenchmarkCase.of(key, own)).toList();
        List<PlannedEngine> planned = engines.stream().map(PlanBuilder::planned).toList();
        List<Unit> units = new ArrayList<>();
        List<SkippedUnit> skipped = new ArrayList<>();
        for (BenchmarkCase one : cases) {
            for (int i = 0; i < planned.size(); i++) {
                Unit unit = new Unit(one.key(), planned.get(i).name());
                String reason = reasonAgainst(planned.get(i), engines.get(i), one);
                if (reason == null) {
                    units.add(unit);
                } else {
                    skipped.add(new SkippedUnit(unit.key(), unit.engine(), reason));
                }
            }
        }
        return new Plan(
                suite.name(),
                seed,
                suite.effort(),
                threads,
                environment(),
                jvmArguments(memoryBytes == null ? DEFAULT_MEMORY : memoryBytes),
                planned,
                cases.stream().map(BenchmarkCase::planned).toList(),
                skipped,
                orders(units, suite.effort().forks()));
    }

    private static PlannedEngine planned(Engine engine) {
        Availability availability = engine.probe();
        return new PlannedEngine(
                engine.name(),
                engine.description(),
                engine.device(),
                engine.arithmetic(),
                availability.available() ? null : availability.reason());
    }

    private static @Nullable String reasonAgainst(PlannedEngine planned, Engine engine, BenchmarkCase one) {
        if (planned.reason() != null) {
            return planned.reason();
        }
        if (BenchmarkCase.isCold(one.key()) && planned.device().equals("cpu")) {
            return "only the cache of a GPU is emptied";
        }
        Availability support = engine.supports(one.workload());
        return support.available() ? null : support.reason();
    }

    /**
     * Another order for each fork, so that heat and other programs do not always hit the same case. The peaks of arithmetic are
     * sentinels: their forks stand at the beginning, in between and at the end, and so tell how far the machine moved meanwhile.
     */
    private List<List<Unit>> orders(List<Unit> units, int forks) {
        List<Unit> sentinels = units.stream().filter(PlanBuilder::isSentinel).toList();
        List<List<Unit>> orders = new ArrayList<>();
        Random random = new Random(seed);
        for (int fork = 0; fork < forks; fork++) {
            List<Unit> order = new ArrayList<>(units);
            Collections.shuffle(order, random);
            if (forks > 1) {
                order.removeAll(sentinels);
                order.addAll(order.size() * fork / (forks - 1), sentinels);
            }
            orders.add(order);
        }
        return orders;
    }

    private static boolean isSentinel(Unit unit) {
        return BenchmarkCase.isPeakOfArithmetic(unit.key());
    }

    /** Idle threads sleep instead of spinning: spinning ones take the cores from the next operation and from other programs. */
    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("OMP_NUM_THREADS", String.valueOf(threads));
        environment.put("OPENBLAS_NUM_THREADS", String.valueOf(threads));
        environment.put("OMP_WAIT_POLICY", "PASSIVE");
        return environment;
    }

    /** JavaCPP allows itself as much native memory as the Java heap, too little for networks, unless told. */
    private List<String> jvmArguments(long memoryBytes) {
        long mebibytes = memoryBytes / MIB;
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx" + Math.min(2048, mebibytes / 4) + "m",
                "-Dorg.bytedeco.javacpp.maxbytes=" + mebibytes / 2 + "m",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=" + mebibytes * 3 / 4 + "m"));
        for (String name : HANDED_ON) {
            String value = System.getProperty(name);
            if (value != null) {
                arguments.add("-D" + name + "=" + value);
            }
        }
        return arguments;
    }
}
