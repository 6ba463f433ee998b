package macjoule.calibration.report.sections;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.Joules;
import macjoule.calibration.record.RunRecord;

/** What has to stand below charts of a run since no bar shows it. */
final class CaseNotes {
    private CaseNotes() {}

    /** How far a second source is from the joules that are shown, a line for each such source. */
    static List<String> beside(RunRecord run) {
        Map<String, List<Double>> shares = new TreeMap<>();
        for (CaseResult result : run.results()) {
            Joules joules = result.joules();
            Joules.Beside beside = joules == null ? null : joules.beside();
            if (joules != null && beside != null && beside.perOp() != null) {
                shares.computeIfAbsent(beside.source(), source -> new ArrayList<>())
                        .add(beside.perOp() / joules.perOp());
            }
        }
        List<String> lines = new ArrayList<>();
        shares.forEach((source, all) -> lines.add(String.format(
                Locale.ROOT,
                "a second source, %s, told %.3f to %.3f times these joules (%d cases); which is right is not settled",
                source,
                all.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
                all.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
                all.size())));
        return lines;
    }

    /** What disturbed the device, a line for each case, whose time is not to be trusted then. */
    static List<String> disturbed(RunRecord run) {
        return run.results().stream()
                .filter(result -> !result.disturbed().isEmpty())
                .map(result -> result.unit() + ": disturbed: " + String.join("; ", result.disturbed()))
                .toList();
    }
}
