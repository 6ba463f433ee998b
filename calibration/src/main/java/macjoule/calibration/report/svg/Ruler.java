package macjoule.calibration.report.svg;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import macjoule.calibration.report.Axis;

/** Lays values of an axis out between two pixels, and chooses where ticks go. */
record Ruler(boolean log, double low, double high, double from, double to) {
    private static final int TICKS = 6;
    private static final String PREFIXES = "nµm kMGTP";
    private static final int SMALLEST = PREFIXES.indexOf(' ');
    private static final double[] STEPS = {1, 2, 5, 10};

    /** Covers all values, widened to round ends. */
    static Ruler covering(Axis axis, double[] values, double from, double to) {
        double least = DoubleStream.of(values).min().orElse(1);
        double most = DoubleStream.of(values).max().orElse(10);
        if (axis.scale() == Axis.Scale.LOG) {
            return new Ruler(true, roundDown(least), roundUp(most), from, to);
        }
        double step = step(most > least ? most - least : Math.max(Math.abs(most), 1));
        double floor = Math.floor(least / step) * step;
        double ceiling = Math.ceil(most / step) * step;
        return new Ruler(false, floor, ceiling > floor ? ceiling : floor + step, from, to);
    }

    double at(double value) {
        double share = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return from + share * (to - from);
    }

    List<Double> ticks() {
        return log ? logTicks() : linearTicks();
    }

    private List<Double> linearTicks() {
        double step = step(high - low);
        List<Double> ticks = new ArrayList<>();
        for (long i = Math.round(low / step); i * step <= high + step / 1000; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** Powers of ten; over few of them also twice and five times as much. */
    private List<Double> logTicks() {
        boolean few = high / low < 300;
        List<Double> ticks = new ArrayList<>();
        for (double power = Math.pow(10, Math.floor(Math.log10(low))); power <= high * 1.001; power *= 10) {
            for (double step : few ? new double[] {1, 2, 5} : new double[] {1}) {
                double tick = power * step;
                if (tick >= low * 0.999 && tick <= high * 1.001) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    /** Such as 20 M, 5000 or 0.5; prefixes of the SI for what would be long. */
    static String label(double value) {
        double size = Math.abs(value);
        boolean plain = size == 0 || (size >= 0.9999e-3 && size < 0.9999e4);
        int thousands = plain ? 0 : (int) Math.floor(Math.log10(size * 1.0001) / 3);
        int prefix = Math.max(-SMALLEST, Math.min(thousands, PREFIXES.length() - 1 - SMALLEST));
        String digits = new BigDecimal(value / Math.pow(1000, prefix), new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
        return (digits + " " + PREFIXES.charAt(prefix + SMALLEST)).strip();
    }

    private static double step(double span) {
        double rough = span / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double step : STEPS) {
            if (rough <= power * step * 1.0001) {
                return power * step;
            }
        }
        return power * 10;
    }

    private static double roundDown(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        return value >= 5 * power ? 5 * power : value >= 2 * power ? 2 * power : power;
    }

    private static double roundUp(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        return value <= power ? power : value <= 2 * power ? 2 * power : value <= 5 * power ? 5 * power : 10 * power;
    }
}
