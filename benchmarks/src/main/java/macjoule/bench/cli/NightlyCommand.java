package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import macjoule.bench.run.RunDirectory;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.regression.CaseVerdict;
import macjoule.calibration.regression.Confirmation;
import macjoule.calibration.regression.FalseAlarmRate;
import macjoule.calibration.regression.History;
import macjoule.calibration.regression.MissingCase;
import macjoule.calibration.regression.MissingCases;
import macjoule.calibration.regression.NightlyJudge;
import macjoule.calibration.regression.PastRuns;
import macjoule.calibration.report.WholeFile;
import macjoule.calibration.stats.Interval;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** Measures, and judges what was measured by the nights before. */
@Command(
        name = "nightly",
        description = {
            "Measures as 'bench' does, with any of its options, and judges every case by the earlier runs of the same series.",
            "What looks changed is measured once more in fresh processes. Exits with 1 if a case got worse, else"
                    + " with 5 if one could not be measured."
        },
        footer = {
            "",
            "A series ends when machine, threads or a GPU's driver, firmware, power limit, ECC, modes or locked clock"
                    + " change; one of energies also with the sensor, what it reads or its meter. A case is judged"
                    + " from the twentieth night on; until then it is AMBIGUOUS. Times and energies are held against"
                    + " the peak of the same night, so that a slow or hot night is told once. A case that one"
                    + " of the last five nights measured is missed if tonight's run does not have it; it counts as"
                    + " failed only if it was asked for. Figures are geometric means, of forks and of nights, where"
                    + " 'bench' gives arithmetic ones."
        })
final class NightlyCommand extends DataCommand {
    private static final String VERDICTS = "verdicts.json";
    private static final String AGAIN = "again";
    private static final String LEFT_OUT = "an earlier run is left out: ";

    @Option(
            names = "--history",
            paramLabel = "DIR",
            description =
                    "The folder of earlier nights, in which this one is kept; default results/runs of the checkout.")
    private @Nullable Path history;

    @Option(names = "--run", paramLabel = "RUN", description = "Judge this run instead of measuring.")
    private @Nullable Path recorded;

    @Option(
            names = "--fewest",
            paramLabel = "N",
            description =
                    "How many nights it takes to judge; default ${DEFAULT-VALUE}. With fewer, alarms are guesses.")
    private int fewest = NightlyJudge.FEWEST_NIGHTS;

    @Unmatched
    private List<String> benchOptions = new ArrayList<>();

    @Override
    public Integer call() {
        if (fewest < 3) {
            throw new UsageException(fewest + " nights", "--fewest", "give 3 or more");
        }
        if (recorded != null && !benchOptions.isEmpty()) {
            throw new UsageException(
                    "options to measure by (" + String.join(" ", benchOptions) + ")",
                    "macjoule nightly",
                    "leave them out where a recorded run is judged");
        }
        refuseFolderOfARun();
        Path folder = history == null ? RunDirectory.defaultParent() : history;
        if (recorded != null) {
            return judged(recorded, MeasuredRun.read(recorded), pastRuns(folder), ExitCode.OK);
        }
        // Before any time is spent on measuring, so that what is wrong with the history is known by then.
        PastRuns kept = Files.notExists(folder) ? PastRuns.none() : pastRuns(folder);
        Path run = RunDirectory.create(folder, Instant.now(), "nightly").path();
        int measured = bench(run, List.of());
        if (measured != ExitCode.OK && !isWhole(run)) {
            RunDirectory.removeIfEmpty(run);
            return measured;
        }
        return judged(run, RunRecord.read(run), kept, measured);
    }

    private PastRuns pastRuns(Path folder) {
        PastRuns kept = PastRuns.in(folder);
        kept.unreadable().forEach(why -> note(LEFT_OUT + why));
        return kept;
    }

    /** Judges a run, shows the verdicts, and says how to exit after measuring ended with that code. */
    private int judged(Path run, RunRecord tonight, PastRuns kept, int measured) {
        History past = kept.before(tonight);
        NightlyJudge judge = new NightlyJudge(fewest);
        List<CaseVerdict> verdicts = judge.judge(past.nights(), tonight);
        if (recorded == null) {
            verdicts = confirmed(judge, past, verdicts, run);
        }
        List<MissingCase> missing = MissingCases.tonight(past.nights(), tonight);
        FalseAlarmRate rate = FalseAlarmRate.of(past.nights(), judge);
        ObjectNode json = json(run, past, verdicts, missing, rate)
                .put("energy", EnergyNotes.provenance(tonight).orElse("measured"));
        if (recorded == null) {
            WholeFile.write(run.resolve(VERDICTS), Json.text(json));
        }
        List<String> notes = new ArrayList<>(notes(past, rate));
        EnergyNotes.provenance(tonight).ifPresent(how -> notes.add("energy: " + how + ", not measured"));
        show(VerdictTable.of("run: " + run, verdicts, missing, notes), () -> json);
        int judged = VerdictTable.exitCode(verdicts, missing);
        return judged == ExitCode.REGRESSION || measured == ExitCode.OK ? judged : measured;
    }

    /** Options of bench that name a run directory, which a night has of its own. */
    private void refuseFolderOfARun() {
        for (String option : benchOptions) {
            if (option.equals("--resume") || option.startsWith("--resume=")) {
                throw new UsageException(
                        "nights are not taken up again",
                        "--resume",
                        "finish the run with 'macjoule bench --resume', then judge it with 'macjoule nightly --run'");
            }
            boolean attached = option.startsWith("-o") && !option.startsWith("--");
            if (attached || option.equals("--output") || option.startsWith("--output=")) {
                throw new UsageException(
                        "every night gets a folder of its own",
                        attached ? "-o" : "--output",
                        "say with --history in which folder nights are kept");
            }
        }
    }

    /** Whether all was tried: then there is something to judge, though cases failed or joules that were required stayed away. */
    private static boolean isWhole(Path run) {
        return Files.exists(run.resolve(RunManifest.FILE))
                && RunManifest.read(run).end() != null;
    }

    /** What looks changed, once more in fresh processes: a change that is not there again was none. */
    private List<CaseVerdict> confirmed(NightlyJudge judge, History past, List<CaseVerdict> verdicts, Path run) {
        Set<String> suspicious = Confirmation.keys(RunRecord.read(run), verdicts);
        if (suspicious.isEmpty()) {
            return verdicts;
        }
        note("measuring again what looks changed: " + String.join(", ", suspicious));
        // Within this night's folder, since it is no night of its own.
        Path again = run.resolve(AGAIN);
        bench(again, List.copyOf(suspicious));
        boolean measured = Files.exists(again.resolve(RunManifest.FILE));
        return Confirmation.of(verdicts, measured ? judge.judge(past.nights(), RunRecord.read(again)) : List.of());
    }

    /** Runs the command of that name; its table is not shown, since the verdicts hold the same numbers. */
    private int bench(Path directory, List<String> keys) {
        List<String> arguments = new ArrayList<>(List.of("bench", "-o", directory.toString()));
        arguments.addAll(keys.isEmpty() ? benchOptions : CaseOptions.of(benchOptions, keys));
        if (output.quiet) {
            arguments.add("--quiet");
        }
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return Main.run(nowhere, spec.commandLine().getErr(), arguments.toArray(String[]::new));
    }

    private static List<String> notes(History past, FalseAlarmRate rate) {
        int unreadable = past.unreadable().size();
        String nights = past.nights().size() + " earlier nights of this series, " + past.others() + " runs of others"
                + (unreadable == 0 ? "" : ", " + unreadable + " that cannot be read");
        Double share = rate.rate();
        Interval interval = rate.interval();
        String alarms = share == null || interval == null
                ? "how often this rule cries without cause is not known before it has judged a night"
                : String.format(
                        Locale.ROOT,
                        "in these nights the rule cried %d times in %d verdicts: %.2f %% (%.2f to %.2f), false if nothing changed",
                        rate.alarms(),
                        rate.judgements(),
                        100 * share,
                        100 * interval.lower(),
                        100 * interval.upper());
        return Stream.of(nights, alarms).toList();
    }

    private static ObjectNode json(
            Path run, History past, List<CaseVerdict> verdicts, List<MissingCase> missing, FalseAlarmRate rate) {
        ObjectNode document = Json.document("nightly")
                .put("run", run.toString())
                .put("nights", past.nights().size())
                .put("otherRuns", past.others())
                .put("statistic", VerdictTable.STATISTIC + "; base: geometric mean of nights");
        ArrayNode notes = document.putArray("notes");
        past.unreadable().forEach(why -> notes.add(LEFT_OUT + why));
        document.set("verdicts", VerdictTable.json(verdicts));
        document.set("missing", MissingView.json(missing));
        ObjectNode alarms = document.putObject("falseAlarmRate")
                .put("judgements", rate.judgements())
                .put("alarms", rate.alarms());
        Json.putKnown(alarms, "rate", rate.rate(), "no earlier night could be judged");
        Interval interval = rate.interval();
        if (interval != null) {
            alarms.putArray("interval").add(interval.lower()).add(interval.upper());
        }
        return document;
    }
}
