package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import macjoule.bench.run.Host;
import macjoule.bench.run.MainJob;
import macjoule.bench.run.MainJob.Outcome;
import macjoule.bench.run.MainJob.Status;
import macjoule.bench.run.MainJob.Step;
import macjoule.bench.run.RunDirectory;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The main job: everything this version can do on whatever this host has, kept in a run directory. */
@Command(
        name = "run",
        description = {
            "The main job on whatever this host has, kept in a new run directory.",
            "What this version computes is in the report; it measures nothing yet, and the report says so."
        })
final class RunCommand extends OutputCommand {
    private static final List<Column<Outcome>> COLUMNS = List.of(
            Column.text("name", "step", Outcome::name),
            Column.text("status", "status", outcome -> outcome.status().id()),
            Column.decimal("seconds", "seconds", 2, Outcome::seconds),
            Column.text("detail", "what came of it", Outcome::detail));

    @Option(names = "--quick", description = "The short form, for a first look and for CI.")
    private boolean quick;

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            description = "Where run directories are kept; default results/runs of the checkout.")
    private @Nullable Path runs;

    @Override
    public Integer call() {
        Instant start = Instant.now();
        RunDirectory directory = RunDirectory.create(runsFolder(), start, "run");
        RunReport report = new RunReport(Host.detect(), start);
        List<Step> steps = Stream.concat(
                        RunSteps.all(directory, report, quick).stream(),
                        Stream.of(new Step("report", () -> report.writeTo(directory))))
                .toList();
        List<Outcome> outcomes = new MainJob(steps, System::nanoTime).run(this::note);
        directory.write("manifest.json", Json.text(manifest(report, start, outcomes)));
        Table<Outcome> table = new Table<>("run: " + directory.path(), COLUMNS, outcomes)
                .withNotes(List.of(
                        "nothing was measured: this version computes only", "report: " + report.file(directory)));
        show(table, () -> summary(directory, report, outcomes));
        return outcomes.stream().anyMatch(outcome -> outcome.status() == Status.FAILED)
                ? ExitCode.PARTLY_FAILED
                : ExitCode.OK;
    }

    private Path runsFolder() {
        // The launcher tells where the checkout is, so that a run started elsewhere ends up in the same place.
        return runs == null ? Path.of(System.getProperty("macjoule.home", "")).resolve("results/runs") : runs;
    }

    private ObjectNode manifest(RunReport report, Instant start, List<Outcome> outcomes) {
        ObjectNode manifest = Json.document("manifest")
                .put("version", MacjouleCommand.version())
                .put("command", quick ? "run --quick" : "run")
                .put("start", start.toString())
                .put("end", Instant.now().toString());
        manifest.set("host", HostJson.of(report.host()));
        manifest.set("steps", steps(outcomes));
        return manifest;
    }

    private static ObjectNode summary(RunDirectory directory, RunReport report, List<Outcome> outcomes) {
        ObjectNode summary = Json.document("run")
                .put("run", directory.path().toString())
                .put("report", report.file(directory).toString());
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
