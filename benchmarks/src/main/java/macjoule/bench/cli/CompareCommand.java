package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.regression.CaseVerdict;
import macjoule.calibration.regression.MissingCase;
import macjoule.calibration.regression.MissingCases;
import macjoule.calibration.regression.RunComparison;
import macjoule.calibration.regression.Series;
import macjoule.model.BadInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Holds one run against another. */
@Command(
        name = "compare",
        description = {
            "Holds one run against another, case by case: SAME, BETTER, WORSE or AMBIGUOUS, with the interval of the change.",
            "Exits with 1 if a case got worse, else with 5 if one failed that BASE measured."
        },
        footer = {
            "",
            "Forks are the samples (Welch's test on their logarithms, false discovery rate below 5 %%). A"
                    + " change below 2 %% in time or 3 %% in energy is called SAME however sure it is; AMBIGUOUS means"
                    + " that the forks allow both a change and none. Figures are geometric means of forks, of which"
                    + " 'bench' gives the arithmetic mean."
        })
final class CompareCommand extends OutputCommand {
    @Parameters(index = "0", paramLabel = "BASE", description = "The run directory to compare with.")
    private Path base = Path.of("");

    @Parameters(index = "1", paramLabel = "CURRENT", description = "The run directory to judge.")
    private Path current = Path.of("");

    @Override
    public Integer call() {
        RunRecord before = MeasuredRun.read(base);
        RunRecord after = MeasuredRun.read(current);
        List<CaseVerdict> verdicts = RunComparison.of(before, after);
        List<MissingCase> missing = MissingCases.between(before, after);
        if (verdicts.isEmpty() && missing.stream().noneMatch(MissingCase::isFailure)) {
            throw new BadInputException(
                    "no case that " + base + " measured as well",
                    current.toString(),
                    "compare runs of the same suite and engines");
        }
        List<String> differences = Series.of(before.manifest()).differences(Series.of(after.manifest()));
        String title = "change from " + base + " to " + current;
        List<String> notes = new ArrayList<>(notes(differences));
        EnergyNotes.provenance(before).ifPresent(how -> notes.add("energy of " + base + ": " + how + ", not measured"));
        EnergyNotes.provenance(after)
                .ifPresent(how -> notes.add("energy of " + current + ": " + how + ", not measured"));
        show(
                VerdictTable.of(title, verdicts, missing, notes),
                () -> json(verdicts, missing, differences)
                        .put("baseEnergy", EnergyNotes.provenance(before).orElse("measured"))
                        .put("currentEnergy", EnergyNotes.provenance(after).orElse("measured")));
        return VerdictTable.exitCode(verdicts, missing);
    }

    private static List<String> notes(List<String> differences) {
        List<String> notes = new ArrayList<>();
        differences.forEach(difference -> notes.add("not the same in both: " + difference));
        return notes;
    }

    private ObjectNode json(List<CaseVerdict> verdicts, List<MissingCase> missing, List<String> differences) {
        ObjectNode document =
                Json.document("compare").put("base", base.toString()).put("current", current.toString());
        ArrayNode list = document.putArray("differences");
        differences.forEach(list::add);
        document.put("statistic", VerdictTable.STATISTIC);
        document.set("cases", VerdictTable.json(verdicts));
        document.set("missing", MissingView.json(missing));
        return document;
    }
}
