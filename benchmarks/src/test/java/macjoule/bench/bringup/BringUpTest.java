package macjoule.bench.bringup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import macjoule.bench.bringup.Message.Kind;
import macjoule.bench.run.BlockedException;
import macjoule.bench.run.MainJob.Outcome;
import org.junit.jupiter.api.Test;

/** Steps that fail alone, GPUs that go away, and time shared by hand calculation. */
class BringUpTest {
    private final List<Outcome> kept = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();

    private static BringUpStep step(String name) {
        return BringUpStep.elastic(name, 1, context -> "");
    }

    private List<Outcome> run(BringUp.Runner runner, String... names) {
        List<BringUpStep> steps = List.of(names).stream().map(BringUpTest::step).toList();
        return new BringUp(steps, runner, () -> 0).run(30, kept::add, progress::add);
    }

    private static List<String> told(List<Outcome> outcomes) {
        return outcomes.stream()
                .map(one -> one.name() + " " + one.status().id() + " " + one.detail())
                .toList();
    }

    @Test
    void eachStepFailsAlone() {
        List<Outcome> outcomes = run(
                (step, seconds, lines) -> switch (step.name()) {
                    case "a" -> throw new StepFailedException("broken");
                    case "b" -> throw new BlockedException("no sensor");
                    default -> "fine";
                },
                "a",
                "b",
                "c");
        assertThat(told(outcomes)).containsExactly("a failed broken", "b unavailable no sensor", "c done fine");
        assertThat(kept).isEqualTo(outcomes);
        assertThat(BringUp.obstacle(outcomes)).isEmpty();
    }

    @Test
    void withoutAGpuNothingElseIsTried() {
        List<String> tried = new ArrayList<>();
        List<Outcome> outcomes = run(
                (step, seconds, lines) -> {
                    tried.add(step.name());
                    throw new GoneException("no driver", true);
                },
                "identity",
                "peaks");
        assertThat(told(outcomes)).containsExactly("identity unavailable no driver");
        assertThat(tried).containsExactly("identity");
        assertThat(progress).isEmpty();
        assertThat(kept).isEmpty();
        assertThat(BringUp.obstacle(outcomes)).contains("no driver");
    }

    @Test
    void toKnowTheGpuIsNoMeasurement() {
        List<Outcome> outcomes = run(
                (step, seconds, lines) -> {
                    if (step.name().equals("peaks")) {
                        throw new BlockedException("another measurement has it");
                    }
                    return "fine";
                },
                "identity",
                "peaks",
                Steps.REPORT);
        assertThat(BringUp.obstacle(outcomes)).contains("another measurement has it");
    }

    @Test
    void aStepThatNoTimeIsLeftForSaysSo() {
        BringUp.Runner runner = (step, seconds, lines) -> "fine";
        List<Outcome> outcomes = new BringUp(List.of(step("a")), runner, () -> 0).run(1, kept::add, progress::add);
        assertThat(told(outcomes)).containsExactly("a unavailable no time was left for it; give more with --minutes");
    }

    @Test
    void thePlanTellsWhatEachStepGets() {
        List<BringUpStep> steps = List.of(step("a"), BringUpStep.fixed("b", 40, 60, context -> ""), step("c"));
        // 100 - 40 are shared alike.
        assertThat(Budget.told(steps, 100)).startsWith("plan, 100 s at most").endsWith(": a 30, b 40, c 30");
    }

    @Test
    void aLostGpuIsLeftAloneAndTheReportStillWritten() {
        List<Outcome> outcomes = run(
                (step, seconds, lines) -> {
                    if (step.name().equals("b")) {
                        throw new GoneException("fell off the bus", false);
                    }
                    return "fine";
                },
                "a",
                "b",
                "c",
                Steps.REPORT);
        assertThat(told(outcomes))
                .containsExactly(
                        "a done fine",
                        "b failed fell off the bus",
                        "c unavailable fell off the bus",
                        "report done fine");
        assertThat(BringUp.obstacle(outcomes)).isEmpty();
    }

    @Test
    void fixedStepsComeFirstAndElasticOnesShareTheRest() {
        BringUpStep fixed = BringUpStep.fixed("fixed", 40, 50, context -> "");
        BringUpStep small = BringUpStep.elastic("small", 10, context -> "");
        BringUpStep large = BringUpStep.elastic("large", 30, context -> "");
        // 100 - 40 = 60, of which 10 / (10 + 30) are 15.
        assertThat(Budget.seconds(List.of(small, fixed, large), 100)).isEqualTo(15, within(1e-12));
        // It may take longer than usual, but not what others need for certain.
        assertThat(Budget.seconds(List.of(fixed, large), 85)).isEqualTo(50);
        assertThat(Budget.seconds(List.of(fixed, fixed), 85)).isEqualTo(45);
        assertThat(Budget.seconds(List.of(large), 45)).isEqualTo(45);
        // Too little even for the fixed ones.
        assertThat(Budget.seconds(List.of(fixed, fixed), 20)).isEqualTo(10);
        assertThat(Budget.seconds(List.of(small, fixed), 20)).isZero();
    }

    @Test
    void whatAStepLeavesOverGoesToLaterOnes() {
        AtomicLong nanos = new AtomicLong();
        Map<String, Double> given = new LinkedHashMap<>();
        BringUp.Runner runner = (step, seconds, lines) -> {
            given.put(step.name(), seconds);
            nanos.addAndGet(10_000_000_000L);
            return "";
        };
        List<BringUpStep> steps = List.of(BringUpStep.fixed("fixed", 90, 90, context -> ""), step("a"), step("b"));
        new BringUp(steps, runner, nanos::get).run(190, kept::add, progress::add);
        // 180 are left after the first, half of which 90; then 170 after the second.
        assertThat(given).containsExactly(entry("fixed", 90.0), entry("a", 90.0), entry("b", 170.0));
    }

    @Test
    void messagesAreOneLineAndWhatLibrariesPrintIsNone() throws Exception {
        Message message = new Message(Kind.FAILED, "broken\n  here");
        assertThat(Message.parse(message.line())).contains(new Message(Kind.FAILED, "broken here"));
        assertThat(Message.parse("loading a library")).isEqualTo(Optional.empty());
        assertThat(new Message(Kind.DONE, "all").result()).isEqualTo("all");
    }

    /** Even if each step takes all that it may. */
    @Test
    void theStepsOfNineMinutesFitIntoThem() {
        List<BringUpStep> steps = Steps.all();
        assertThat(steps.stream().map(BringUpStep::name))
                .doesNotHaveDuplicates()
                .startsWith(Steps.IDENTITY, Steps.KERNELS, "self-test", "peaks")
                .endsWith("joules", Steps.ALPHA, "counters", Steps.REPORT);
        double left = 540;
        for (int i = 0; i < steps.size(); i++) {
            double seconds = Budget.seconds(steps.subList(i, steps.size()), left);
            assertThat(seconds).as(steps.get(i).name()).isGreaterThanOrEqualTo(4);
            left -= seconds;
        }
        assertThat(left).isEqualTo(0, within(1e-6));
    }

    /** What is unspent in the end is what the last elastic step keeps for its ending, and what the report does not take. */
    @Test
    void littleIsLeftUnspentWhereStepsTakeWhatTheyUsuallyDo() {
        List<BringUpStep> steps = Steps.all();
        double left = 540;
        double layers = 0;
        for (int i = 0; i < steps.size(); i++) {
            double seconds = Budget.seconds(steps.subList(i, steps.size()), left);
            boolean elastic = steps.get(i).elastic();
            double taken =
                    elastic ? StepProcess.secondsForWork(seconds) : steps.get(i).seconds();
            layers += steps.get(i).name().startsWith("layers-") ? taken : 0;
            left -= taken;
        }
        assertThat(left).isBetween(0.0, 10.0);
        assertThat(layers).isGreaterThan(170);
    }
}
