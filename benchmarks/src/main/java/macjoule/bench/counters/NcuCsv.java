package macjoule.bench.counters;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import macjoule.bench.counters.NcuTables.Block;
import macjoule.calibration.csv.CsvRow;
import macjoule.model.BadInputException;

/**
 * Reads what Nsight Compute prints with {@code --csv}: long, with a row for each metric, or wide, as {@code --page raw} has it, with
 * a row for each launch below a row of units. Columns differ between versions and are found by name.
 */
final class NcuCsv {
    private static final String ID = "ID";
    private static final String PROCESS = "Process ID";
    private static final String KERNEL = "Kernel Name";
    private static final String CAPABILITY = "CC";
    private static final String NAME = "Metric Name";
    private static final String UNIT = "Metric Unit";
    private static final String VALUE = "Metric Value";

    /** What stands for a metric that the GPU does not have. */
    private static final Set<String> ABSENT = Set.of("", "n/a", "(!) n/a", "nan", "(!) nan", "no data");

    private static final Pattern NUMBER = Pattern.compile("[-\\d][\\d.,\\s'\\u00a0\\u202f\\u2019eE+-]*");

    private final Block block;
    private final NumberStyle style;

    private NcuCsv(Block block) {
        this.block = block;
        style = NumberStyle.of(block.table().rows().stream()
                .flatMap(row -> row.fields().stream())
                .filter(field -> NUMBER.matcher(field).matches())
                .toList());
    }

    /**
     * All launches, in the order in which they were profiled.
     *
     * @param source what the text was read from, for messages
     */
    static List<KernelLaunch> parse(String text, String source) {
        List<KernelLaunch> launches = new ArrayList<>();
        for (Block block : NcuTables.blocks(text, source)) {
            launches.addAll(new NcuCsv(block).launches());
        }
        if (launches.isEmpty()) {
            throw new BadInputException(
                    "no kernel was profiled", source, "give the output of ncu --csv for a GPU program");
        }
        return launches;
    }

    private List<KernelLaunch> launches() {
        List<String> header = block.table().header();
        if (!header.contains(ID) || !header.contains(KERNEL)) {
            throw bad("no columns '" + ID + "' and '" + KERNEL + "'");
        }
        if (header.contains(NAME)) {
            if (!header.contains(UNIT) || !header.contains(VALUE)) {
                throw bad("metrics without the columns '" + UNIT + "' and '" + VALUE + "'");
            }
            return fromLong();
        }
        if (header.stream().allMatch(column -> Metric.find(column).isEmpty())) {
            throw bad("none of the metrics that tell traffic or time");
        }
        return fromWide();
    }

    private List<KernelLaunch> fromLong() {
        Map<String, List<CsvRow>> rows = new LinkedHashMap<>();
        for (CsvRow row : block.table().rows()) {
            String process = row.has(PROCESS) ? row.textIfKnown(PROCESS).orElse("") : "";
            rows.computeIfAbsent(process + "/" + row.text(ID), key -> new ArrayList<>())
                    .add(row);
        }
        return rows.values().stream().map(this::launch).toList();
    }

    /** Rows of rules have no metric, and a metric of two sections has two rows. */
    private KernelLaunch launch(List<CsvRow> rows) {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        for (CsvRow row : rows) {
            Optional<Metric> metric = row.textIfKnown(NAME).flatMap(Metric::find);
            metric.flatMap(one -> value(one, row, VALUE, row.textIfKnown(UNIT).orElse("")))
                    .ifPresent(value -> values.putIfAbsent(metric.get(), value));
        }
        return launch(rows.get(0), values);
    }

    private List<KernelLaunch> fromWide() {
        List<CsvRow> rows = block.table().rows();
        if (rows.isEmpty()) {
            return List.of();
        }
        CsvRow units = rows.get(0);
        if (units.textIfKnown(ID).isPresent()) {
            throw bad("no row of units below the header");
        }
        return rows.stream().skip(1).map(row -> launch(units, row)).toList();
    }

    private KernelLaunch launch(CsvRow units, CsvRow row) {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            if (row.has(metric.id())) {
                value(metric, row, metric.id(), units.textIfKnown(metric.id()).orElse(""))
                        .ifPresent(value -> values.put(metric, value));
            }
        }
        return launch(row, values);
    }

    private KernelLaunch launch(CsvRow row, Map<Metric, Double> values) {
        Optional<Double> capability = row.has(CAPABILITY)
                ? row.textIfKnown(CAPABILITY)
                        .map(text -> text.replace(',', '.'))
                        .flatMap(NumberStyle.DECIMAL_POINT::parse)
                : Optional.empty();
        return new KernelLaunch(row.text(KERNEL), capability.orElse(null), values);
    }

    private Optional<Double> value(Metric metric, CsvRow row, String column, String unit) {
        String text = row.textIfKnown(column).orElse("");
        if (ABSENT.contains(text.toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        double number = style.parse(text)
                .filter(value -> value >= 0)
                .orElseThrow(() ->
                        row.bad("'" + text + "' for " + metric.id(), column, "give the output of ncu as it stands"));
        double factor = metric.unit()
                .factor(unit)
                .orElseThrow(() -> row.bad(
                        "unit '" + unit + "' for " + metric.id(), column, "let ncu print with --print-units base"));
        return Optional.of(number * factor);
    }

    private BadInputException bad(String what) {
        return new BadInputException(
                what,
                block.table().source() + ", line " + block.line(),
                "give the output of ncu --csv with --page raw or --metrics");
    }
}
