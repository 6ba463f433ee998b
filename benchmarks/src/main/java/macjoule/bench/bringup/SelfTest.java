package macjoule.bench.bringup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import macjoule.bench.engine.Availability;
import macjoule.bench.engine.DeviceException;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Verification;
import macjoule.bench.engine.Workload;
import macjoule.bench.plan.BenchmarkCase;
import macjoule.calibration.csv.CsvRow;
import macjoule.calibration.csv.CsvTable;
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

    /** One engine on one case; {@code status} is ok, wrong, failed or unsupported. */
    record Row(
            String key,
            String engine,
            @Nullable Double maxRelativeError,
            double tolerance,
            String status,
            String reason) {}

    /**
     * @param lost what cost this process its context on the GPU, if something did
     */
    private record Tested(Row row, @Nullable DeviceException lost) {}

    @Override
    public String run(StepContext context) throws IOException, StepFailedException {
        List<Engine> engines = GpuEngines.available();
        Path file = context.file(FILE);
        CsvLog<Row> log = new CsvLog<>(file, COLUMNS);
        DoneCases done = new DoneCases(file, row -> true);
        Map<String, Workload> cases = cases();
        Map<String, Workload> left = new LinkedHashMap<>(cases);
        left.keySet().removeIf(key -> engines.stream().allMatch(engine -> done.isDone(key, engine)));
        try (Expectations expected = new Expectations(left.values())) {
            context.tell(expected.told());
            for (var one : left.entrySet()) {
                Optional<float[]> result = expected.of(one.getValue(), context.secondsLeft());
                if (result.isEmpty()) {
                    break;
                }
                List<Engine> open = engines.stream()
                        .filter(engine -> !done.isDone(one.getKey(), engine))
                        .toList();
                testAll(one, open, result.get(), log, context);
            }
        }
        return told(file, cases.size(), engines.size());
    }

    private static void testAll(
            Map.Entry<String, Workload> one,
            List<Engine> engines,
            float[] expected,
            CsvLog<Row> log,
            StepContext context)
            throws IOException {
        for (Engine engine : engines) {
            if (context.hasTime()) {
                Tested tested = test(one.getKey(), engine, one.getValue(), expected);
                log.add(tested.row());
                if (tested.lost() != null) {
                    throw tested.lost();
                }
            }
        }
    }

    /** What the file holds, which an earlier process of this step may have begun. */
    private static String told(Path file, int cases, int engines) throws StepFailedException {
        List<CsvRow> rows = Files.exists(file) ? CsvTable.read(file).rows() : List.of();
        long tested = rows.stream().map(row -> row.text("case")).distinct().count();
        long agreeing =
                rows.stream().filter(row -> row.text("status").equals("ok")).count();
        Optional<CsvRow> wrong = rows.stream()
                .filter(row -> Set.of("wrong", "failed").contains(row.text("status")))
                .findFirst();
        String all = tested + " of " + cases + " cases on " + engines + " engines, " + agreeing
                + " results agree with the reference";
        if (wrong.isPresent()) {
            CsvRow row = wrong.get();
            String reason = row.textIfKnown("reason").orElse("");
            throw new StepFailedException((all + "; first that does not: " + row.text("engine") + " on "
                            + row.text("case") + " " + row.text("status") + " " + reason)
                    .strip());
        }
        return all;
    }

    static Map<String, Workload> cases() {
        Map<String, Workload> cases = new LinkedHashMap<>(OddLayers.all());
        NETWORKS.forEach(name -> cases.put(name, BenchmarkCase.of(name + "/n1").workload()));
        DeltaCases.keys(1).forEach(key -> cases.put(key, BenchmarkCase.of(key).workload()));
        cases.keySet()
                .retainAll(cases.keySet().stream().limit(Extent.selfTests()).toList());
        cases.replaceAll((key, workload) -> workload.withoutFinalSoftmax());
        return cases;
    }

    private static Tested test(String key, Engine engine, Workload workload, float[] expected) {
        boolean layer = !NETWORKS.contains(key);
        double tolerance =
                layer ? engine.tolerance().layer() : engine.tolerance().of(workload.network());
        Availability supported = engine.supports(workload);
        if (!supported.available()) {
            return new Tested(new Row(key, engine.name(), null, tolerance, "unsupported", supported.reason()), null);
        }
        try {
            Verification verification = Verification.of(Expectations.result(engine, workload), expected, tolerance);
            double error = verification.maxRelativeError();
            String status = verification.verified() ? "ok" : "wrong";
            return new Tested(new Row(key, engine.name(), error, tolerance, status, ""), null);
        } catch (RuntimeException | LinkageError e) {
            // One engine that cannot do one case must not hide how the others fare.
            Row row = new Row(key, engine.name(), null, tolerance, "failed", String.valueOf(e.getMessage()));
            return new Tested(row, e instanceof DeviceException device && device.isProcessLost() ? device : null);
        }
    }
}
