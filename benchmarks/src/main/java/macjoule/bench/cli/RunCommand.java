package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import macjoule.bench.run.HeldGpus;
import macjoule.bench.run.Host;
import macjoule.bench.run.MainJob;
import macjoule.bench.run.MainJob.Outcome;
import macjoule.bench.run.MainJob.Status;
import macjoule.bench.run.MainJob.Step;
import macjoule.bench.run.RunDirectory;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The main job: everything this version can do on whatever this host has, kept in a run directory. */
@Command(
        name = "run",
        description = {
            "The main job on whatever this host has, kept in a new run directory with a report.",
            "It tells what the host can measure, measures layers and networks, counts networks, predicts and simulates"
                    + " traffic, models training and refits alpha."
        })
final class RunCommand extends OutputCommand {
    private static final List<Column<Outcome>> COLUMNS = List.of(
            Column.text("name", "step", Outcome::name),
            Column.text("status", "status", outcome -> outcome.status().id()),
            Column.decimal("seconds", "seconds", 2, Outcome::seconds),
            Column.text("detail", "what came of it", Outcome::detail));

    @Option(names = "--quick", description = "The short form, for a first look and for CI.")
    private boolean quick;

    @Option(names = "--compute-only", description = "Everything but measuring, which takes most of the time.")
    private boolean computeOnly;

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            description = "Where run directories are kept; default results/runs of the checkout.")
    private @Nullable Path runs;

    @ArgGroup(exclusive = false, heading = "How energy is measured:%n")
    private EnergyOptions energy = new EnergyOptions();

    @Override
    public Integer call() {
        HeldGpus.restoreClocks(energy.sensor(), this::note);
        Instant start = Instant.now();
        Host host = Host.detect();
        RunMeasuring measuring = new RunMeasuring(host, start, typed(), quick, energy, this::note);
        measuring.checkSensors();
        RunDirectory directory = RunDirectory.create(runs == null ? RunDirectory.defaultParent() : runs, start, "run");
        RunReport report = new RunReport(host, start);
        RunSteps main = new RunSteps(directory, report, measuring, quick);
        List<Step> steps = new ArrayList<>(main.all(computeOnly));
        steps.add(new Step("write the report", () -> report.writeTo(directory)));
        List<Outcome> outcomes = new MainJob(steps, System::nanoTime).run(this::note);
        ObjectNode summary = summary(directory, report, outcomes);
        directory.write("steps.json", Json.text(summary));
        Table<Outcome> table = new Table<>("run: " + directory.path(), COLUMNS, outcomes)
                .withNotes(List.of("measured: " + report.measured(), "report: " + report.file(directory)));
        show(table, () -> summary);
        Optional<String> unmet = computeOnly ? Optional.empty() : energy.unmet(main.measured());
        unmet.ifPresent(this::note);
        return exitCode(unmet.isPresent(), outcomes);
    }

    /** Windows may be spoilt though there is a sensor, so that what was required is known to be missing only in the end. */
    static int exitCode(boolean withoutRequiredEnergy, List<Outcome> outcomes) {
        if (withoutRequiredEnergy) {
            return ExitCode.CANNOT_MEASURE;
        }
        return outcomes.stream().anyMatch(outcome -> outcome.status() == Status.FAILED)
                ? ExitCode.PARTLY_FAILED
                : ExitCode.OK;
    }

    private ObjectNode summary(RunDirectory directory, RunReport report, List<Outcome> outcomes) {
        ObjectNode summary = Json.document("run")
                .put("run", directory.path().toString())
                .put("report", report.file(directory).toString())
                .put("version", MacjouleCommand.version())
                .put("command", typed())
                .put("measured", report.measured());
        summary.set("host", HostJson.of(report.host()));
        summary.set("steps", steps(outcomes));
        return summary;
    }

    private static ArrayNode steps(List<Outcome> outcomes) {
        ArrayNode steps = Json.array();
        for (Outcome outcome : outcomes) {
            steps.addObject()
                    .put("name", outcome.name())
                    .put("status", outcome.status().id())
                    .put("seconds", outcome.seconds())
                    .put("detail", outcome.detail());
        }
        return steps;
    }
}
