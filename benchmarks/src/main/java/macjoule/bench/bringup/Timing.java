package macjoule.bench.bringup;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.plan.BenchmarkCase;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Format;
import org.jspecify.annotations.Nullable;

/**
 * The time and, where it was asked for, the energy of one case on one engine.
 *
 * @param harness what took the time: {@code events} of the GPU, or {@code jmh}
 * @param spread of the windows, largest less smallest over the median
 * @param error the largest among values of the result that were held against sums in double precision at this batch
 * @param joulesLabels what a reader of the joules has to know, with spaces between
 * @param joulesReason why there are no joules; empty if there are
 * @param kernels what computed it
 * @param reason why there is no time; empty if there is
 */
record Timing(
        String key,
        String engine,
        String harness,
        @Nullable Double secondsPerOp,
        @Nullable Double spread,
        @Nullable Double error,
        @Nullable Double joulesPerOp,
        @Nullable Double joulesComparison,
        @Nullable Double joulesAbsolute,
        String joulesLabels,
        String joulesReason,
        String kernels,
        String reason) {
    static final String FILE = "timings.csv";
    static final String EVENTS = "events";
    static final String JMH = "jmh";
    private static final String NOT_ASKED = "not asked for";

    static final List<Column<Timing>> COLUMNS = List.of(
            Column.text("case", "case", Timing::key),
            Column.text("engine", "engine", Timing::engine),
            Column.text("harness", "time by", Timing::harness),
            number("secondsPerOp", "ms", 1e3, Timing::secondsPerOp),
            Column.number("spread", "spread", Timing::spread, row -> percent(row.spread())),
            Column.number("maxRelativeError", "largest error", Timing::error, row -> "" + row.error()),
            number("macsPerSecond", "TMAC/s", 1e-12, Timing::macsPerSecond),
            number("bytesPerSecond", "GB/s at least", 1e-9, Timing::bytesPerSecond),
            number("joulesPerOp", "mJ", 1e3, Timing::joulesPerOp),
            number("macsPerJoule", "GMAC/J", 1e-9, Timing::macsPerJoule),
            Column.number(
                    "joulesComparison", "comparison", Timing::joulesComparison, row -> percent(row.joulesComparison())),
            Column.number("joulesAbsolute", "absolute", Timing::joulesAbsolute, row -> percent(row.joulesAbsolute())),
            Column.text("joulesLabels", "energy", Timing::joulesLabels),
            Column.text("joulesReason", "why no joules", Timing::joulesReason),
            Column.text("kernels", "kernels", Timing::kernels),
            Column.text("reason", "what is wrong", Timing::reason));

    static Timing of(
            String key, String engine, String harness, double seconds, @Nullable Double spread, String kernels) {
        return new Timing(key, engine, harness, seconds, spread, null, null, null, null, "", NOT_ASKED, kernels, "");
    }

    static Timing failed(String key, String engine, String reason) {
        return new Timing(key, engine, EVENTS, null, null, null, null, null, null, "", "no time", "", reason);
    }

    Timing withError(double largest) {
        return new Timing(
                key,
                engine,
                harness,
                secondsPerOp,
                spread,
                largest,
                null,
                null,
                null,
                "",
                joulesReason,
                kernels,
                reason);
    }

    Timing withoutJoules(String why) {
        return new Timing(
                key, engine, harness, secondsPerOp, spread, error, null, null, null, "", why, kernels, reason);
    }

    /** With the joules of one operation, from a window or from blocks that were measured. */
    Timing withJoules(double joules, Energy.Measured measured) {
        return new Timing(
                key,
                engine,
                harness,
                secondsPerOp,
                spread,
                error,
                joules,
                measured.uncertainty().comparison(),
                measured.uncertainty().absolute(),
                String.join(" ", measured.labels()),
                "",
                kernels,
                reason);
    }

    static CsvLog<Timing> log(Path file) {
        return new CsvLog<>(file, COLUMNS);
    }

    private PlannedCase counts() {
        return BenchmarkCase.of(key).planned();
    }

    @Nullable
    Double macsPerSecond() {
        long macs = counts().macsConvFc();
        return secondsPerOp == null || macs == 0 ? null : (Double) (macs / secondsPerOp);
    }

    /** Each input, output and weight moved once; of a pass over memory that is what is moved. */
    @Nullable
    Double bytesPerSecond() {
        return secondsPerOp == null ? null : (Double) (GpuEngines.minimalBytes(engine, counts()) / secondsPerOp);
    }

    @Nullable
    Double macsPerJoule() {
        long macs = counts().macsConvFc();
        return joulesPerOp == null || macs == 0 ? null : (Double) (macs / joulesPerOp);
    }

    private static Column<Timing> number(
            String name, String heading, double unit, Function<Timing, @Nullable Double> value) {
        return Column.number(name, heading, value::apply, row -> {
            Double known = value.apply(row);
            return known == null ? Format.UNKNOWN : Format.decimal(known * unit, 3);
        });
    }

    private static String percent(@Nullable Double share) {
        return share == null ? Format.UNKNOWN : Format.decimal(share * 100, 1) + " %";
    }
}
