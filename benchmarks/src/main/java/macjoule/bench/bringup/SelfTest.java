package macjoule.bench.bringup;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import macjoule.bench.engine.Availability;
import macjoule.bench.engine.DeviceException;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.Verification;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;
import macjoule.bench.engine.reference.ReferenceEngine;
import macjoule.bench.plan.BenchmarkCase;
import macjoule.calibration.report.Column;
import org.jspecify.annotations.Nullable;

/** Holds every engine against the reference: odd layers first, then small networks, then layers of the DeLTA paper. */
final class SelfTest implements StepWork {
    static final String FILE = "selftest.csv";

    private static final List<String> NETWORKS = List.of("squeezenet-1.1", "mobilenet-v2");

    private static final List<Column<Row>> COLUMNS = List.of(
            Column.text("case", "case", Row::key),
            Column.text("engine", "engine", Row::engine),
            Column.number(
                    "maxRelativeError", "largest error", Row::maxRelativeError, row -> "" + row.maxRelativeError()),
            Column.number("tolerance", "allowed", Row::tolerance, row -> "" + row.tolerance()),
            Column.text("status", "status", Row::status),
            Column.text("reason", "reason", Row::reason));

    private final WeightSource weights = new WeightSource(1);
    private final Engine reference = new ReferenceEngine();

    /** One engine on one case; {@code status} is ok, wrong, failed or unsupported. */
    record Row(
            String key,
            String engine,
            @Nullable Double maxRelativeError,
            double tolerance,
            String status,
            String reason) {}

    @Override
    public String run(StepContext context) throws IOException, StepFailedException {
        List<Engine> engines = GpuEngines.available();
        CsvLog<Row> log = new CsvLog<>(context.file(FILE), COLUMNS);
        Map<String, Workload> cases = cases();
        int tested = 0;
        int comparisons = 0;
        String wrong = "";
        for (var one : cases.entrySet()) {
            if (!context.hasTime()) {
                break;
            }
            Workload workload = one.getValue().withoutFinalSoftmax();
            float[] expected = result(reference, workload);
            boolean layer = !NETWORKS.contains(one.getKey());
            for (Engine engine : engines) {
                Row row = test(one.getKey(), engine, workload, expected, layer);
                log.add(row);
                comparisons += row.status().equals("ok") ? 1 : 0;
                if (wrong.isEmpty() && Set.of("wrong", "failed").contains(row.status())) {
                    wrong = row.engine() + " on " + row.key() + " " + row.status() + " " + row.reason();
                }
            }
            tested++;
        }
        String done = tested + " of " + cases.size() + " cases on " + engines.size() + " engines, " + comparisons
                + " results agree with the reference";
        if (!wrong.isEmpty()) {
            throw new StepFailedException(done + "; first that does not: " + wrong.strip());
        }
        return done;
    }

    static Map<String, Workload> cases() {
        Map<String, Workload> cases = new LinkedHashMap<>(OddLayers.all());
        NETWORKS.forEach(name -> cases.put(name, BenchmarkCase.of(name + "/n1").workload()));
        DeltaCases.keys(1).forEach(key -> cases.put(key, BenchmarkCase.of(key).workload()));
        return cases;
    }

    private Row test(String key, Engine engine, Workload workload, float[] expected, boolean layer) {
        double tolerance =
                layer ? engine.tolerance().layer() : engine.tolerance().of(workload.network());
        Availability supported = engine.supports(workload);
        if (!supported.available()) {
            return new Row(key, engine.name(), null, tolerance, "unsupported", supported.reason());
        }
        try {
            Verification verification = Verification.of(result(engine, workload), expected, tolerance);
            double error = verification.maxRelativeError();
            return new Row(key, engine.name(), error, tolerance, verification.verified() ? "ok" : "wrong", "");
        } catch (RuntimeException e) {
            if (e instanceof DeviceException device && device.isProcessLost()) {
                throw e;
            }
            // One engine that cannot do one case must not hide how the others fare.
            return new Row(key, engine.name(), null, tolerance, "failed", String.valueOf(e.getMessage()));
        }
    }

    private float[] result(Engine engine, Workload workload) {
        try (Session session = engine.open(workload, weights)) {
            // Twice: a session must give the same result however often it is run.
            session.run();
            session.run();
            return session.output();
        }
    }
}
