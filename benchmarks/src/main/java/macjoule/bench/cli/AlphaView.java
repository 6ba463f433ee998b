package macjoule.bench.cli;

import java.util.List;
import java.util.Locale;
import macjoule.calibration.alpha.AlphaPoint;
import macjoule.calibration.alpha.AlphaReport;
import macjoule.calibration.alpha.AlphaUncertainty;
import macjoule.calibration.alpha.Association;
import macjoule.calibration.alpha.IntensityComparison;
import macjoule.calibration.alpha.Rival;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Table;
import macjoule.calibration.stats.Interval;

/** What is known about alpha, for a person. */
final class AlphaView {
    private AlphaView() {}

    static String text(AlphaReport report, String origin) {
        return String.join(
                "\n",
                "origin: " + origin + "\n" + summary(report),
                associations(report).toText(),
                rivals(report).toText());
    }

    /** The paper's Fig. 4. */
    static Table<AlphaPoint> curve(AlphaReport report) {
        List<Column<AlphaPoint>> columns = List.of(
                Column.decimal("alpha", "alpha", 2, AlphaPoint::alpha), Column.decimal("r", "r", 4, AlphaPoint::r));
        return new Table<>(
                "correlation of DI with energy efficiency, " + report.set().source(),
                columns,
                report.fit().curve());
    }

    static Table<Association> associations(AlphaReport report) {
        List<Column<Association>> columns = List.of(
                Column.text("metric", "metric", Association::metric),
                Column.decimal("pearson", "Pearson r", 4, Association::pearson),
                Column.text("ci95", "95 % of r", row -> range(row.ci95())),
                Column.text("ci99", "99 % of r", row -> range(row.ci99())),
                Column.decimal("spearman", "Spearman", 3, Association::spearman),
                Column.decimal("kendall", "Kendall", 3, Association::kendall));
        return new Table<>("how metrics go with energy efficiency", columns, report.associations());
    }

    static Table<Rival> rivals(AlphaReport report) {
        List<Column<Rival>> columns = List.of(
                Column.text("name", "predictor", Rival::name),
                Column.number(
                        "rootMeanSquareError",
                        "RMS error [MACs/J]",
                        Rival::rootMeanSquareError,
                        row -> String.format(Locale.ROOT, "%.3g", row.rootMeanSquareError())),
                Column.decimal("explained", "explained", 3, Rival::explained),
                Column.decimal("medianRelativeError", "median error", 2, Rival::medianRelativeError));
        return new Table<>(
                        "efficiency of a network left out, predicted from the others",
                        columns,
                        report.rivals().ranked())
                .withNotes(List.of(report.rivals().verdict()));
    }

    static String summary(AlphaReport report) {
        AlphaUncertainty sure = report.uncertainty();
        StringBuilder text = new StringBuilder();
        line(text, "%s", report.set().source());
        line(
                text,
                "convention: %s, energy: %s, %d networks (%d make Fisher's window 1)",
                report.set().convention().id(),
                report.set().basis().id(),
                report.fit().n(),
                report.neededNetworks());
        line(text, "");
        line(
                text,
                "alpha             %.4f   r = %.5f",
                report.fit().alpha(),
                report.fit().r());
        line(
                text,
                "  95 %% interval   %s   (bootstrap, %,d resamples, seed %d)",
                range(sure.ci95()),
                sure.resamples(),
                sure.seed());
        line(
                text,
                "  leave one out   %s   (moves most without %s)",
                range(sure.leaveOneOut().alpha()),
                sure.leaveOneOut().mostInfluential());
        line(
                text,
                "  plateau begins  %.2f     r = %.5f, on the paper's grid",
                report.fit().plateau().alpha(),
                report.fit().plateau().r());
        line(
                text,
                "  identifiable    %s: %s",
                report.identifiability().identifiable() ? "yes" : "NO",
                report.identifiability().reason());
        for (IntensityComparison comparison : report.againstIntensity()) {
            line(
                    text,
                    "  %s against AI_c: %s = %.2f, p = %.2g",
                    comparison.metric(),
                    comparison.williams().name(),
                    comparison.williams().statistic(),
                    comparison.williams().pValue());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String range(Interval interval) {
        return String.format(Locale.ROOT, "%.3f..%.3f", interval.lower(), interval.upper());
    }
}
