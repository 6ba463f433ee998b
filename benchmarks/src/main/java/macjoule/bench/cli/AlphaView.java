package macjoule.bench.cli;

import java.util.List;
import java.util.Locale;
import macjoule.calibration.alpha.AlphaPoint;
import macjoule.calibration.alpha.AlphaReport;
import macjoule.calibration.alpha.AlphaUncertainty;
import macjoule.calibration.alpha.Association;
import macjoule.calibration.alpha.EnergyBasis;
import macjoule.calibration.alpha.IntensityComparison;
import macjoule.calibration.alpha.Portability;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Table;
import macjoule.calibration.report.sections.AlphaSections;
import macjoule.calibration.stats.Interval;

/** What is known about alpha, for a person. */
final class AlphaView {
    private AlphaView() {}

    static String text(AlphaResult result) {
        AlphaReport report = result.report();
        return String.join(
                "\n",
                "origin: " + result.origin() + "\n" + summary(report) + other(result),
                associations(report).toText(),
                AlphaSections.rivals(report).toText());
    }

    /** Whether it matters if idle power counts. */
    private static String other(AlphaResult result) {
        AlphaReport report = result.other().orElse(null);
        String known = report == null
                ? "unavailable: " + result.reasonAgainstOther()
                : String.format(
                        Locale.ROOT,
                        "alpha %.4f   r = %.5f   95 %%: %s   identifiable: %s",
                        report.fit().alpha(),
                        report.fit().r(),
                        range(report.uncertainty().ci95()),
                        report.identifiability().identifiable() ? "yes" : "NO");
        String basis = result.report().set().basis() == EnergyBasis.NET ? "gross" : "net of idle";
        return String.format(Locale.ROOT, "  %-15s %s%n", basis, known)
                + result.elsewhere().map(AlphaView::elsewhere).orElse("")
                + "  " + AlphaReport.SENSOR_ERRORS + ".\n";
    }

    private static String elsewhere(AlphaResult.Elsewhere elsewhere) {
        Portability portability = elsewhere.portability();
        return String.format(
                Locale.ROOT,
                "  %-15s %s: alpha of %s is lower by %.4f, 95 %%: %s%n",
                "elsewhere",
                portability.verdict().name().replace('_', ' '),
                elsewhere.source(),
                portability.difference(),
                range(portability.ci95()));
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
        report.fit().weighting().ifPresent(how -> line(text, "%s", how));
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
