package macjoule.bench.energy.passport;

import java.util.Arrays;

/** Which load applied when, as it was really set, and its mean over any span. */
final class LoadLog {
    private double[] seconds = new double[256];
    private double[] levels = new double[256];
    private double[] areas = new double[256];
    private int size;

    void add(double second, double level) {
        if (size == seconds.length) {
            seconds = Arrays.copyOf(seconds, 2 * size);
            levels = Arrays.copyOf(levels, 2 * size);
            areas = Arrays.copyOf(areas, 2 * size);
        }
        areas[size] = size == 0 ? 0 : area(second);
        seconds[size] = second;
        levels[size++] = level;
    }

    double lastLevel() {
        return size == 0 ? Double.NaN : levels[size - 1];
    }

    double mean(double from, double until) {
        return (area(until) - area(from)) / (until - from);
    }

    /** Level times seconds since the log began. Before that the first level has lasted for ever. */
    private double area(double second) {
        int found = Arrays.binarySearch(seconds, 0, size, second);
        int index = Math.max(0, found >= 0 ? found : -found - 2);
        return areas[index] + levels[index] * (second - seconds[index]);
    }
}
