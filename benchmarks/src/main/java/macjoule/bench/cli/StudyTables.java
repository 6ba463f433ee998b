package macjoule.bench.cli;

import java.util.List;
import java.util.Locale;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Table;
import macjoule.model.reuse.ConvolutionComparison;
import macjoule.model.reuse.ConvolutionSize;
import macjoule.model.reuse.FilterFactorisation;

/** The two studies of the papers that need no network. */
final class StudyTables {
    private StudyTables() {}

    /** One quantity before and after a change; {@code change} is relative. */
    record Change(String quantity, double before, double after, double change) {}

    static Table<ConvolutionComparison> convolutions(ConvolutionSize size) {
        List<Column<ConvolutionComparison>> columns = List.of(
                Column.text("kind", "convolution", row -> row.kind().name().toLowerCase(Locale.ROOT)),
                Column.decimal("arithmeticIntensity", "AI", 2, ConvolutionComparison::arithmeticIntensity),
                Column.decimal("macs", "MACs", 3, ConvolutionComparison::macs),
                Column.decimal("weightReuse", "MACs/param", 3, ConvolutionComparison::weightReuse),
                Column.decimal("activationReuse", "MACs/act", 3, ConvolutionComparison::activationReuse));
        String title = String.format(
                Locale.ROOT,
                "multiples of the standard convolution: %d channels, %d filters of %dx%d, maps of %dx%d, %d groups",
                size.channels(),
                size.filters(),
                size.kernel(),
                size.kernel(),
                size.map(),
                size.map(),
                size.groups());
        return new Table<>(title, columns, ConvolutionComparison.of(size));
    }

    static Table<Change> factorisation(FilterFactorisation study) {
        double in = (double) study.inputActivations();
        double actsBefore = in + study.before().activations();
        double actsAfter = in + study.after().activations();
        List<Change> rows = List.of(
                change("parameters", (double) study.before().params(), (double)
                        study.after().params()),
                change("MACs", (double) study.before().macs(), (double)
                        study.after().macs()),
                change("output activations", (double) study.before().activations(), (double)
                        study.after().activations()),
                change(
                        "MACs per parameter",
                        (double) study.before().macs() / study.before().params(),
                        (double) study.after().macs() / study.after().params()),
                change(
                        "MACs per activation, input included",
                        study.before().macs() / actsBefore,
                        study.after().macs() / actsAfter));
        List<Column<Change>> columns = List.of(
                Column.text("quantity", "quantity", Change::quantity),
                Column.decimal("before", "before", 1, Change::before),
                Column.decimal("after", "after", 1, Change::after),
                Column.number(
                        "change",
                        "change [%]",
                        Change::change,
                        row -> (row.change() > 0 ? "+" : "") + Format.decimal(100 * row.change(), 1)));
        return new Table<>("one filter, stride 1, no padding, no bias", columns, rows);
    }

    private static Change change(String quantity, double before, double after) {
        return new Change(quantity, before, after, after / before - 1);
    }
}
