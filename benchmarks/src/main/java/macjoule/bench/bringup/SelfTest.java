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
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Workload;
import macjoule.bench.plan.BenchmarkCase;
import macjoule.calibration.csv.CsvRow;
import macjoule.calibration.csv.CsvTable;

/**
 * Holds every engine against the reference: odd layers first, each convolution of them by every own kernel that can compute it, then
 * small networks, then layers of the DeLTA paper.
 */
final class SelfTest implements StepWork {
    static final String FILE = "selftest.csv";

    /** Of kernels in one line; the file has all. */
    private static final int MOST_NAMED = 3;

    private static final List<String> NETWORKS = List.of("squeezenet-1.1", "mobilenet-v2");

    @Override
    public String run(StepContext context) throws IOException, StepFailedException {
        List<Engine> engines = GpuEngines.available();
        Path file = context.file(FILE);
        CsvLog<SelfTestRow> log = new CsvLog<>(file, SelfTestRow.COLUMNS);
        Map<String, Workload> cases = cases();
        Map<String, List<Trial>> left = left(cases, engines, new DoneTrials(file));
        try (Expectations expected =
                new Expectations(left.keySet().stream().map(cases::get).toList())) {
            context.tell(expected.told());
            for (List<Trial> trials : left.values()) {
                if (!testAll(trials, expected, log, context)) {
                    break;
                }
            }
        }
        return told(file, cases.size(), engines.size());
    }

    /** What an earlier process of this step has not done, by case. */
    private static Map<String, List<Trial>> left(Map<String, Workload> cases, List<Engine> engines, DoneTrials done) {
        Set<String> odd = OddLayers.all().keySet();
        Map<String, List<Trial>> left = new LinkedHashMap<>();
        cases.forEach((key, workload) -> {
            List<Trial> trials = engines.stream()
                    .flatMap(engine -> Trial.of(key, engine, workload, odd.contains(key)).stream())
                    .filter(trial -> !done.has(trial))
                    .toList();
            if (!trials.isEmpty()) {
                left.put(key, trials);
            }
        });
        return left;
    }

    /** False if the reference is not ready in time. */
    private static boolean testAll(
            List<Trial> trials, Expectations expected, CsvLog<SelfTestRow> log, StepContext context)
            throws IOException {
        Optional<float[]> result;
        try {
            result = expected.of(trials.get(0).workload(), context.secondsLeft());
        } catch (Expectations.NoReferenceException e) {
            for (Trial trial : trials) {
                log.add(trial.failed(String.valueOf(e.getMessage()), tolerance(trial)));
            }
            return true;
        }
        if (result.isEmpty()) {
            return false;
        }
        for (Trial trial : trials) {
            if (context.hasTime()) {
                Trial.Ended ended = test(trial, result.get());
                log.add(ended.row());
                if (ended.lost() != null) {
                    throw ended.lost();
                }
            }
        }
        return true;
    }

    private static Trial.Ended test(Trial trial, float[] expected) {
        Availability supported = trial.engine().supports(trial.workload());
        return supported.available()
                ? trial.against(expected, tolerance(trial))
                : new Trial.Ended(trial.unsupported(supported.reason(), tolerance(trial)), null);
    }

    private static double tolerance(Trial trial) {
        return NETWORKS.contains(trial.key())
                ? trial.engine().tolerance().of(trial.workload().network())
                : trial.engine().tolerance().layer();
    }

    /** What the file holds, which an earlier process of this step may have begun. */
    private static String told(Path file, int cases, int engines) throws StepFailedException {
        List<CsvRow> rows = Files.exists(file) ? CsvTable.read(file).rows() : List.of();
        long tested = rows.stream().map(row -> row.text("case")).distinct().count();
        long agreeing = rows.stream()
                .filter(row -> row.text("status").equals(SelfTestRow.OK))
                .count();
        Optional<CsvRow> wrong = rows.stream()
                .filter(row -> Set.of(SelfTestRow.WRONG, SelfTestRow.LOST, SelfTestRow.FAILED)
                        .contains(row.text("status")))
                .findFirst();
        String all = tested + " of " + cases + " cases on " + engines + " engines, odd convolutions by each kernel, "
                + agreeing + " of " + rows.size() + " results agree with the reference";
        if (wrong.isPresent()) {
            CsvRow row = wrong.get();
            String kernel =
                    row.textIfKnown("kernel").map(name -> " (" + name + ")").orElse("");
            String reason = row.textIfKnown("reason").orElse("");
            throw new StepFailedException((all + "; first that does not: " + row.text("engine") + " on "
                                    + row.text("case") + kernel + " " + row.text("status") + " " + reason)
                            .strip()
                    + doneWithout(WrongKernels.in(file)));
        }
        return all;
    }

    private static String doneWithout(Set<String> kernels) {
        if (kernels.isEmpty()) {
            return "";
        }
        String which = kernels.size() > MOST_NAMED ? kernels.size() + " kernels" : String.join(", ", kernels);
        return "; later steps do without " + which;
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
}
