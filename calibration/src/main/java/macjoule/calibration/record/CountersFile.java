package macjoule.calibration.record;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import macjoule.calibration.csv.CsvRow;
import macjoule.calibration.csv.CsvTable;
import macjoule.calibration.record.CounterRecord.Status;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Table;
import macjoule.calibration.report.WholeFile;
import org.jspecify.annotations.Nullable;

/** The counters of a run: one line for each kernel of each case, in bytes, seconds and hertz; an empty field is unknown. */
public final class CountersFile {
    /** The name of the file in a run directory. */
    public static final String FILE = "counters.csv";

    private static final List<Column<CounterRecord>> COLUMNS = List.of(
            text("case", CounterRecord::key),
            text("engine", CounterRecord::engine),
            text("kernel", CounterRecord::kernel),
            text("algorithm", CounterRecord::algorithm),
            text("precision", CounterRecord::precision),
            text("layout", CounterRecord::layout),
            number("tileM", CounterRecord::tileM),
            number("tileN", CounterRecord::tileN),
            number("tileK", CounterRecord::tileK),
            number("l1Bytes", CounterRecord::l1Bytes),
            number("l2Bytes", CounterRecord::l2Bytes),
            number("dramBytes", CounterRecord::dramBytes),
            number("dramWriteBytes", CounterRecord::dramWriteBytes),
            number("timeSeconds", CounterRecord::timeSeconds),
            number("smClockHz", CounterRecord::smClockHz),
            text("cacheControl", CounterRecord::cacheControl),
            text("clockControl", CounterRecord::clockControl),
            text("tool", CounterRecord::tool),
            text("source", one -> one.source().id()),
            text("status", one -> one.status().id()),
            text("reason", CounterRecord::reason));

    /** Files of earlier versions end before these. */
    private static final List<Column<CounterRecord>> OF_LAUNCH = List.of(
            number("registersPerThread", one -> one.launch().registersPerThread()),
            number("ctasPerSm", one -> one.launch().ctasPerSm()),
            number("ctas", one -> one.launch().ctas()),
            number("wavesPerSm", one -> one.launch().wavesPerSm()));

    private CountersFile() {}

    public static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(FILE));
    }

    public static void write(Path directory, List<CounterRecord> records) {
        List<Column<CounterRecord>> columns =
                Stream.concat(COLUMNS.stream(), OF_LAUNCH.stream()).toList();
        WholeFile.write(directory.resolve(FILE), new Table<>("", columns, records).toCsv());
    }

    public static List<CounterRecord> read(Path directory) {
        return parse(CsvTable.read(directory.resolve(FILE)));
    }

    static List<CounterRecord> parse(CsvTable table) {
        table.requireColumns(names(COLUMNS), names(OF_LAUNCH));
        List<CounterRecord> records = new ArrayList<>();
        Set<List<@Nullable String>> seen = new HashSet<>();
        for (CsvRow row : table.rows()) {
            CounterRecord one = record(row);
            if (!seen.add(Arrays.asList(one.key(), one.engine(), one.kernel()))) {
                throw row.bad(one.kernel() + " of " + one.unit() + " occurs twice", "kernel", "sum up its launches");
            }
            records.add(one);
        }
        return List.copyOf(records);
    }

    private static List<String> names(List<Column<CounterRecord>> columns) {
        return columns.stream().map(Column::name).toList();
    }

    private static CounterRecord record(CsvRow row) {
        return new CounterRecord(
                row.text("case"),
                row.text("engine"),
                orNull(row.textIfKnown("kernel")),
                orNull(row.textIfKnown("algorithm")),
                row.text("precision"),
                row.text("layout"),
                size(row, "tileM"),
                size(row, "tileN"),
                size(row, "tileK"),
                amount(row, "l1Bytes"),
                amount(row, "l2Bytes"),
                amount(row, "dramBytes"),
                amount(row, "dramWriteBytes"),
                amount(row, "timeSeconds"),
                amount(row, "smClockHz"),
                orNull(row.textIfKnown("cacheControl")),
                orNull(row.textIfKnown("clockControl")),
                row.text("tool"),
                choice(row, "source", Origin.values(), Origin::id),
                choice(row, "status", Status.values(), Status::id),
                orNull(row.textIfKnown("reason")),
                new LaunchCounts(
                        count(row, "registersPerThread"),
                        count(row, "ctasPerSm"),
                        longOrNull(count(row, "ctas")),
                        amount(row, "wavesPerSm")));
    }

    private static @Nullable Integer size(CsvRow row, String column) {
        return whole(row, column, "size of a tile");
    }

    private static @Nullable Integer count(CsvRow row, String column) {
        return whole(row, column, "number of things launched");
    }

    private static @Nullable Integer whole(CsvRow row, String column, String what) {
        Double value = amount(row, column);
        if (value != null && (value < 1 || value != value.intValue())) {
            throw row.bad(value + " is no " + what, column, "give a whole number from 1 up");
        }
        return value == null ? null : (Integer) value.intValue();
    }

    private static @Nullable Long longOrNull(@Nullable Integer value) {
        return value == null ? null : (Long) value.longValue();
    }

    private static @Nullable Double amount(CsvRow row, String column) {
        OptionalDouble value = row.notNegativeIfKnown(column);
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }

    private static <T> T choice(CsvRow row, String column, T[] values, Function<T, String> id) {
        String text = row.text(column).toLowerCase(Locale.ROOT);
        return Arrays.stream(values)
                .filter(value -> id.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> row.bad(
                        "unknown " + text,
                        column,
                        "use one of " + Arrays.stream(values).map(id).collect(Collectors.joining(", "))));
    }

    private static @Nullable String orNull(Optional<String> text) {
        return text.orElse(null);
    }

    private static Column<CounterRecord> text(String name, Function<CounterRecord, @Nullable String> value) {
        return new Column<>(name, name, false, value::apply, one -> String.valueOf(value.apply(one)));
    }

    /** Whole numbers without a fraction, so that counts of bytes stay counts. */
    private static Column<CounterRecord> number(String name, Function<CounterRecord, @Nullable Number> value) {
        return Column.number(
                name, name, one -> plain(value.apply(one)), one -> String.valueOf(plain(value.apply(one))));
    }

    private static @Nullable Number plain(@Nullable Number value) {
        return value instanceof Double real && real == Math.rint(real) && Math.abs(real) < 1L << 53
                ? (Number) real.longValue()
                : value;
    }
}
