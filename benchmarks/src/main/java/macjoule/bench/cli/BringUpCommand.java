package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import macjoule.bench.bringup.BringUp;
import macjoule.bench.bringup.BringUpStep;
import macjoule.bench.bringup.Steps;
import macjoule.bench.run.BlockedException;
import macjoule.bench.run.Host;
import macjoule.bench.run.MainJob.Outcome;
import macjoule.bench.run.MainJob.Status;
import macjoule.bench.run.RunDirectory;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A new GPU host in a few minutes. */
@Command(
        name = "bring-up",
        description = {
            "Characterises a new GPU host in under ten minutes.",
            "Identity, self-test of all kernels, peaks, energy sensor, layers, joules, alpha, traffic counters and what"
                    + " DeLTA makes of them, report.",
            "Each step runs in a process of its own with a time limit and can fail alone; results land as"
                    + " they come."
        })
final class BringUpCommand extends DataCommand {
    private static final String FILE = "steps.json";
    private static final double SECONDS_PER_MINUTE = 60;

    private static final List<Column<Outcome>> COLUMNS = List.of(
            Column.text("name", "step", Outcome::name),
            Column.text("status", "status", outcome -> outcome.status().id()),
            Column.decimal("seconds", "seconds", 1, Outcome::seconds),
            Column.text("detail", "what came of it", Outcome::detail));

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "A new or empty folder for the results; default one in results/runs.")
    private @Nullable Path directory;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "9",
            description = "How long all steps may take together; default ${DEFAULT-VALUE}.")
    private double minutes;

    @Option(names = "--only", paramLabel = "STEP", split = ",", description = "Only these steps.")
    private List<String> only = List.of();

    @Override
    public Integer call() {
        if (!(minutes > 0)) {
            throw new UsageException(minutes + " minutes", "--minutes", "give a number above 0");
        }
        List<BringUpStep> steps = Steps.named(only);
        RunDirectory folder = directory == null
                ? RunDirectory.create(RunDirectory.defaultParent(), Instant.now(), "bring-up")
                : RunDirectory.at(directory);
        List<Outcome> known = new ArrayList<>();
        folder.write(FILE, Json.text(json(known)));
        List<Outcome> outcomes = BringUp.inProcesses(steps, folder.path().toAbsolutePath())
                .run(
                        minutes * SECONDS_PER_MINUTE,
                        outcome -> {
                            known.add(outcome);
                            folder.write(FILE, Json.text(json(known)));
                        },
                        this::note);
        BringUp.obstacle(outcomes).ifPresent(reason -> {
            if (outcomes.stream().noneMatch(outcome -> outcome.status() == Status.DONE)) {
                folder.discard();
            }
            throw new BlockedException(reason);
        });
        show(new Table<>("bring-up: " + folder.path(), COLUMNS, outcomes), () -> json(outcomes));
        return outcomes.stream().anyMatch(outcome -> outcome.status() == Status.FAILED)
                ? ExitCode.PARTLY_FAILED
                : ExitCode.OK;
    }

    private static ObjectNode json(List<Outcome> outcomes) {
        ObjectNode json = Json.document("bring-up").put("version", MacjouleCommand.version());
        json.set("host", HostJson.of(Host.detect()));
        ArrayNode steps = json.putArray("steps");
        for (Outcome outcome : outcomes) {
            steps.addObject()
                    .put("name", outcome.name())
                    .put("status", outcome.status().id())
                    .put("seconds", outcome.seconds())
                    .put("detail", outcome.detail());
        }
        return json;
    }
}
