package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Engines;
import macjoule.bench.plan.OwnNetworks;
import macjoule.bench.plan.PlanBuilder;
import macjoule.bench.plan.Suite;
import macjoule.bench.run.BlockedException;
import macjoule.bench.run.Campaign;
import macjoule.bench.run.HeldGpus;
import macjoule.bench.run.Host;
import macjoule.bench.run.RunDirectory;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.CaseResult.Status;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.RunRecord;
import macjoule.model.BadInputException;
import macjoule.model.Nearest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures cases on engines and keeps all of it in a run directory. */
@Command(
        name = "bench",
        description = {
            "Measures layers and networks with JMH and keeps everything in a run directory.",
            "Results are held against a plain reference before they are timed."
        },
        footer = {
            "",
            "A run that was cut short is taken up again with --resume DIR, with nothing lost and nothing measured twice.",
        })
final class BenchCommand extends DataCommand {
    private static final String REFERENCE = "reference";
    private static final int USUAL_IDLE_SECONDS = 10;

    /** All else is as the plan of the run says. */
    private static final Set<String> BESIDE_RESUME = Set.of(
            "--require-energy",
            "--counters",
            "--cache-control",
            "--clock-control",
            "--counter-seconds",
            "--counter-minutes",
            "--format",
            "--quiet",
            "--debug");

    @ArgGroup(exclusive = false, heading = "What to measure:%n")
    private BenchSelection selection = new BenchSelection();

    @ArgGroup(exclusive = false, heading = "How thoroughly:%n")
    private BenchEffort effort = new BenchEffort();

    @ArgGroup(exclusive = false, heading = "Traffic counters:%n")
    private CounterOptions counters = new CounterOptions();

    @Option(
            names = "--engine",
            paramLabel = "E",
            split = ",",
            description = "Engines; default all that this host can run, except 'reference'.")
    private List<String> engines = List.of();

    @ArgGroup(exclusive = false, heading = "How energy is measured:%n")
    private EnergyOptions energy = new EnergyOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "The run directory to make; default one in results/runs of the checkout.")
    private @Nullable Path directory;

    @Option(names = "--resume", paramLabel = "DIR", description = "Take up this run again instead of starting one.")
    private @Nullable Path resume;

    @Override
    public Integer call() {
        requireEffect();
        HeldGpus.restoreClocks(energy.sensor(), this::note);
        Path run = resume == null ? start() : takeUp(resume);
        note("run: " + run);
        RunRecord result = new Campaign(run, this::note).run();
        result.notes().forEach(this::note);
        BenchReport report = new BenchReport(run, result);
        show(report.table(), report::json);
        int read = counters.read(run, result.manifest().plan(), this::note);
        Optional<String> unmet = energy.unmet(result);
        if (unmet.isPresent()) {
            note(unmet.get());
            return ExitCode.CANNOT_MEASURE;
        }
        int measured = exitCode(result.results());
        return measured == ExitCode.OK ? read : measured;
    }

    private void requireEffect() {
        if (resume != null) {
            given().refuseAllBeside("--resume", BESIDE_RESUME);
        }
        given().refuseWithout(
                        "--counters", "--cache-control", "--clock-control", "--counter-seconds", "--counter-minutes");
    }

    private Path start() {
        Host host = Host.detect();
        List<Engine> chosen = chosen();
        counters.check(chosen);
        OwnNetworks own = selection.ownNetworks();
        Suite suite = effort.applied(selection.suite(own));
        Plan plan = new PlanBuilder(chosen, effort.threads(host.logicalCores()), effort.seed())
                .plan(suite, own, host.memoryBytes());
        if (plan.units().isEmpty()) {
            throw new BlockedException(
                    plan.skipped().isEmpty()
                            ? "no engine runs on this host"
                            : plan.skipped().get(0).engine() + ": "
                                    + plan.skipped().get(0).reason());
        }
        ObjectNode sensors =
                energy.describe(chosen, USUAL_IDLE_SECONDS, plan.effort().windowSeconds());
        Instant now = Instant.now();
        RunDirectory made = directory == null
                ? RunDirectory.create(RunDirectory.defaultParent(), now, "bench")
                : RunDirectory.at(directory);
        RunManifest.starting(MacjouleCommand.version(), typed(), HostJson.of(host), sensors, plan, now)
                .write(made.path());
        own.keepIn(made.path());
        return made.path();
    }

    private static Path takeUp(Path run) {
        RunManifest manifest = RunManifest.read(run);
        String cpu = HostJson.of(Host.detect()).path("cpu").asText();
        if (!manifest.host().path("cpu").asText().equals(cpu)) {
            throw new BadInputException(
                    "the run was begun on another machine ("
                            + manifest.host().path("cpu").asText() + ")",
                    run.toString(),
                    "take it up there, or start a new run here");
        }
        manifest.resumed(Instant.now()).write(run);
        return run;
    }

    private List<Engine> chosen() {
        if (engines.isEmpty()) {
            return Engines.all().stream()
                    .filter(engine -> !engine.name().equals(REFERENCE))
                    .filter(engine -> engine.probe().available())
                    .toList();
        }
        List<String> names = Engines.all().stream().map(Engine::name).toList();
        return engines.stream()
                .distinct()
                .map(name -> Engines.find(name)
                        .orElseThrow(() -> new BadInputException("unknown engine", name, Nearest.hint(name, names))))
                .toList();
    }

    /** Skipped cases are not failures: the plan says beforehand that they are not measured. */
    private static int exitCode(List<CaseResult> results) {
        long measured =
                results.stream().filter(one -> one.status() == Status.MEASURED).count();
        long skipped =
                results.stream().filter(one -> one.status() == Status.SKIPPED).count();
        if (measured == 0) {
            return ExitCode.CANNOT_MEASURE;
        }
        return measured + skipped == results.size() ? ExitCode.OK : ExitCode.PARTLY_FAILED;
    }
}
