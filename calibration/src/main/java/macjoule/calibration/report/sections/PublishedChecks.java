package macjoule.calibration.report.sections;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import macjoule.calibration.alpha.AlphaFit;
import macjoule.calibration.alpha.PublishedEfficiency;
import macjoule.calibration.published.CompactNetwork;
import macjoule.calibration.published.P100Measurement;
import macjoule.calibration.published.PublishedTables;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.DataTable;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Table;
import macjoule.calibration.stats.Correlation;
import macjoule.calibration.stats.FisherInterval;
import macjoule.calibration.stats.Interval;

/** What papers conclude from their tables, worked out again from what they print. */
final class PublishedChecks {
    private static final String COMPACT = "Jha et al., VLSI Design 2019";
    private static final String DI = "the DI paper";
    /** The networks of the DI paper. */
    private static final int NETWORKS = 25;

    private static final int BYTES_PER_PARAMETER = 4;

    private final List<CompactNetwork> networks = PublishedTables.compactNetworks();
    private final List<P100Measurement> measured = PublishedTables.p100();
    private final List<Row> rows = new ArrayList<>();

    private PublishedChecks() {}

    /**
     * One number.
     *
     * @param printed as in print, empty where no paper prints it
     */
    record Row(String source, String quantity, double value, String printed) {
        /** Whether the value rounds to what is printed. */
        String verdict() {
            if (printed.isEmpty()) {
                return "not in print";
            }
            BigDecimal print = new BigDecimal(printed);
            double half = 0.5 * Math.pow(10, -print.scale());
            if (Math.abs(value - print.doubleValue()) <= half) {
                return "agrees";
            }
            return Math.abs(value + print.doubleValue()) <= half ? "the sign is lost in print" : "misprinted";
        }
    }

    static Section section() {
        List<Column<Row>> columns = List.of(
                Column.text("source", "paper", Row::source),
                Column.text("quantity", "quantity", Row::quantity),
                Column.decimal("value", "from its tables", 4, Row::value),
                Column.text("printed", "printed", row -> row.printed().isEmpty() ? "-" : row.printed()),
                Column.text("verdict", "verdict", Row::verdict));
        return new Section(
                "published-checks",
                "Published conclusions, worked out again",
                Origin.PUBLISHED,
                "Correlations and intervals that follow from what the papers print, beside what they print of them.",
                new DataTable(new Table<>(List.of(), columns, rows(), List.of(), List.of())),
                List.of(
                        "EE is energy efficiency; the intervals of Table IX are Fisher's, of correlations over 25 networks."));
    }

    static List<Row> rows() {
        PublishedChecks checks = new PublishedChecks();
        checks.correlations();
        checks.alpha();
        checks.intervals("P4000, AI_c", 0.52, "0.16", "0.76", "0.03", "0.81");
        checks.intervals("P4000, DI", 0.83, "0.65", "0.92", "0.57", "0.94");
        checks.intervals("P100, AI_c", 0.23, "-0.18", "0.57", "-0.30", "0.66");
        checks.intervals("P100, DI", 0.64, "0.33", "0.83", "0.21", "0.86");
        return List.copyOf(checks.rows);
    }

    private void correlations() {
        double[] efficiency = column((counted, ran) -> ran.gigaMacsPerJoule());
        double[] footprint = column((counted, ran) -> ran.footprintMb());
        add("r(EE, MACs / activation)", efficiency, (n, ran) -> n.macsMillions() / n.activationsMillions(), "0.88");
        add("r(EE, MACs / parameter)", efficiency, (n, ran) -> n.macsMillions() / n.paramsMillions(), "0.18");
        add(
                "r(EE, AI_c)",
                efficiency,
                (n, ran) -> n.macsMillions() / (n.paramsMillions() + n.activationsMillions()),
                "");
        add("r(parameters, footprint), Table IV", footprint, (n, ran) -> n.paramsMillions(), "0.24");
        add("r(activations, footprint), Table IV", footprint, (n, ran) -> n.activationsMillions(), "0.75");
        add(
                "r(both, footprint), Table IV",
                footprint,
                (n, ran) -> n.paramsMillions() + n.activationsMillions(),
                "0.82");
        add(
                "r(activations / parameter, footprint / model size)",
                column((n, ran) -> ran.footprintMb() / (BYTES_PER_PARAMETER * n.paramsMillions())),
                (n, ran) -> n.activationsMillions() / n.paramsMillions(),
                "0.96");
    }

    private void alpha() {
        AlphaFit fit = AlphaFit.of(PublishedEfficiency.p100());
        fit.curve().stream()
                .filter(point -> List.of(0.5, 0.8, 0.85, 1.0).contains(point.alpha()))
                .forEach(point -> rows.add(new Row(COMPACT, "r(EE, DI) at alpha " + point.alpha(), point.r(), "")));
        rows.add(new Row(COMPACT, "best alpha", fit.alpha(), ""));
        rows.add(new Row(COMPACT, "r(EE, DI) at the best alpha", fit.r(), ""));
        rows.add(new Row(DI, "alpha where the plateau begins", fit.plateau().alpha(), "0.80"));
    }

    private void intervals(String of, double r, String low95, String high95, String low99, String high99) {
        Interval at95 = FisherInterval.of(r, NETWORKS, FisherInterval.Z_95);
        Interval at99 = FisherInterval.of(r, NETWORKS, FisherInterval.Z_99);
        String table = "Table IX, " + of + ", r = " + r + ": ";
        rows.add(new Row(DI, table + "95 % from", at95.lower(), low95));
        rows.add(new Row(DI, table + "95 % to", at95.upper(), high95));
        rows.add(new Row(DI, table + "99 % from", at99.lower(), low99));
        rows.add(new Row(DI, table + "99 % to", at99.upper(), high99));
    }

    private void add(
            String quantity, double[] one, ToDoubleBiFunction<CompactNetwork, P100Measurement> other, String printed) {
        rows.add(new Row(COMPACT, quantity, Correlation.pearson(one, column(other)), printed));
    }

    private double[] column(ToDoubleBiFunction<CompactNetwork, P100Measurement> value) {
        double[] column = new double[networks.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = value.applyAsDouble(networks.get(i), measured.get(i));
        }
        return column;
    }
}
