package macjoule.bench.energy.passport;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The moments at which a reading changed, and what it changed to. */
final class Recording {
    private double[] seconds = new double[256];
    private double[] values = new double[256];
    private int size;
    private double startSecond = Double.NaN;
    private double startValue = Double.NaN;

    /** What the reading was before its first change. */
    void start(double second, double value) {
        startSecond = second;
        startValue = value;
    }

    void add(double second, double value) {
        if (size == seconds.length) {
            seconds = Arrays.copyOf(seconds, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        seconds[size] = second;
        values[size++] = value;
    }

    int size() {
        return size;
    }

    double second(int index) {
        return seconds[index];
    }

    double value(int index) {
        return values[index];
    }

    /** The gaps between changes, smallest first. */
    double[] sortedGaps() {
        return IntStream.range(1, size)
                .mapToDouble(i -> seconds[i] - seconds[i - 1])
                .sorted()
                .toArray();
    }

    /** The middle one of the values in force from one second until another, or NaN where none was. */
    double median(double from, double until) {
        double standing = startSecond < from ? startValue : Double.NaN;
        DoubleStream.Builder inside = DoubleStream.builder();
        for (int i = 0; i < size && seconds[i] < until; i++) {
            if (seconds[i] >= from) {
                inside.add(values[i]);
            } else {
                standing = values[i];
            }
        }
        double[] changed = inside.build().sorted().toArray();
        return changed.length == 0 ? standing : changed[changed.length / 2];
    }

    /** The mean over time, each value lasting until the next, or NaN where it does not reach. */
    double mean(double from, double until) {
        double area = 0;
        double covered = 0;
        for (int i = -1; i < size; i++) {
            double start = Math.max(from, i < 0 ? startSecond : seconds[i]);
            double end = Math.min(until, i + 1 < size ? seconds[i + 1] : until);
            if (end > start) {
                area += (i < 0 ? startValue : values[i]) * (end - start);
                covered += end - start;
            }
        }
        return covered > 0 ? area / covered : Double.NaN;
    }

    /** The slope between the first and the last change within a span, as a counter's power is found. */
    double slope(double from, double until) {
        int first = 0;
        while (first < size && seconds[first] < from) {
            first++;
        }
        int last = size - 1;
        while (last >= 0 && seconds[last] > until) {
            last--;
        }
        return last > first ? (values[last] - values[first]) / (seconds[last] - seconds[first]) : Double.NaN;
    }

    Recording followedBy(Recording other) {
        Recording both = new Recording();
        both.start(startSecond, startValue);
        IntStream.range(0, size).forEach(i -> both.add(seconds[i], values[i]));
        IntStream.range(0, other.size).forEach(i -> both.add(other.seconds[i], other.values[i]));
        return both;
    }
}
