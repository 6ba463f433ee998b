package macjoule.calibration.report;

import java.util.List;
import java.util.stream.IntStream;

/** Bars, one for each category and series, with intervals where they are known. */
public record BarChart(Axis value, List<String> categories, List<BarSeries> series) implements Chart {

    /** Bars of one kind, one for each category. */
    public record BarSeries(String name, List<Amount> amounts) {
        public BarSeries {
            amounts = List.copyOf(amounts);
        }
    }

    public BarChart {
        categories = List.copyOf(categories);
        series = List.copyOf(series);
        for (BarSeries one : series) {
            if (one.amounts().size() != categories.size()) {
                throw new IllegalArgumentException(
                        one.name() + " has " + one.amounts().size() + " bars for " + categories.size() + " categories");
            }
            one.amounts().forEach(amount -> requirePlace(value, amount));
        }
    }

    @Override
    public Table<?> table() {
        List<Column<Bar>> columns = List.of(
                Column.text("category", "category", Bar::category),
                Column.text("series", "series", Bar::series),
                Column.number("value", value.title(), bar -> bar.amount().value(), Bar::shown),
                Column.number(
                        "low",
                        "from",
                        bar -> bar.amount().low(),
                        bar -> Format.significant(bar.amount().low())),
                Column.number(
                        "high",
                        "to",
                        bar -> bar.amount().high(),
                        bar -> Format.significant(bar.amount().high())),
                Column.text("reason", "unavailable because", bar -> bar.amount().reason()));
        return new Table<>(List.of(), columns, bars(), List.of(), List.of());
    }

    @Override
    public String kind() {
        return "bar";
    }

    private static void requirePlace(Axis axis, Amount amount) {
        if (amount.value() != null) {
            axis.require(amount.value());
        }
        if (amount.low() != null && amount.high() != null) {
            axis.require(amount.low());
            axis.require(amount.high());
        }
    }

    private List<Bar> bars() {
        return IntStream.range(0, categories.size())
                .boxed()
                .flatMap(i -> series.stream()
                        .map(one -> new Bar(
                                categories.get(i), one.name(), one.amounts().get(i))))
                .toList();
    }

    private record Bar(String category, String series, Amount amount) {
        String shown() {
            return amount.value() == null ? Unavailable.text(amount.reason()) : Format.significant(amount.value());
        }
    }
}
