package macjoule.bench.jmh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import macjoule.bench.engine.Session;

/**
 * Times a case with a bare loop, without JMH, for comparisons: with JMH itself, and with programs in other languages. Each line on the
 * standard input asks for one window and is answered with the best, the median and the mean time of an operation and its mean CPU
 * time, all in seconds; so a script can let two programs take turns.
 */
final class PlainLoop {
    private static final int MOST_OPERATIONS = 1 << 20;

    private PlainLoop() {}

    /** Arguments: the key of the case, the engine, and how many seconds a window lasts. */
    public static void main(String[] args) throws IOException {
        long nanos = Math.round(Double.parseDouble(args[2]) * 1e9);
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try (Session session = ForwardState.open(args[0], args[1])) {
            System.out.println(args[1]);
            while (requests.readLine() != null) {
                System.out.println(window(session, nanos));
            }
        }
    }

    private static String window(Session session, long nanos) {
        long[] times = new long[MOST_OPERATIONS];
        int operations = 0;
        long cpu = cpuNanos();
        long start = System.nanoTime();
        long before = start;
        do {
            session.run();
            session.synchronise();
            long now = System.nanoTime();
            times[operations++] = now - before;
            before = now;
        } while (before - start < nanos && operations < MOST_OPERATIONS);
        double cpuPerOperation = (cpuNanos() - cpu) / 1e9 / operations;
        Arrays.sort(times, 0, operations);
        return String.format(
                Locale.ROOT,
                "%.9g %.9g %.9g %.9g",
                times[0] / 1e9,
                times[operations / 2] / 1e9,
                (before - start) / 1e9 / operations,
                cpuPerOperation);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }
}
