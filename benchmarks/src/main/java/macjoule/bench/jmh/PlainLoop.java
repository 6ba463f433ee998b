package macjoule.bench.jmh;

import java.util.Locale;
import macjoule.bench.engine.Session;

/**
 * Times a case with a bare loop, without JMH: what the harness itself costs is the difference to {@link LayerForward} or
 * {@link NetworkForward} on the same quiet host. Run it with the class path of the jar, twice or more:
 * {@code java -cp macjoule.jar macjoule.bench.jmh.PlainLoop delta/alex_conv2/n1 nd4j 5}.
 */
final class PlainLoop {
    private PlainLoop() {}

    /** Arguments: the key of the case, the engine, and for how many seconds to warm up and to measure. */
    public static void main(String[] args) {
        long nanos = Math.round(Double.parseDouble(args[2]) * 1e9);
        Session session = ForwardState.open(args[0], args[1]);
        try (session) {
            secondsPerOperation(session, nanos);
            System.out.printf(
                    Locale.ROOT, "%s on %s: %.6g s/op%n", args[0], args[1], secondsPerOperation(session, nanos));
        }
    }

    private static double secondsPerOperation(Session session, long nanos) {
        long operations = 0;
        long start = System.nanoTime();
        long elapsed;
        do {
            session.run();
            session.synchronise();
            operations++;
            elapsed = System.nanoTime() - start;
        } while (elapsed < nanos);
        return elapsed / 1e9 / operations;
    }
}
