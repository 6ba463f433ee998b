package macjoule.bench.energy.window;

import java.util.function.Supplier;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.NanoClock;

/** Measures a throttled window again after the card has cooled, a few times and no more. */
public final class Repeating {
    /** How often a window is measured at most. */
    public static final int ATTEMPTS = 3;

    private static final long COOLING_NANOS = 30_000_000_000L;

    private Repeating() {}

    /**
     * The first window that heat did not spoil, or the last one, which tells of the temperatures.
     *
     * @param window measures once, work included
     */
    public static WindowReport whileThrottled(Supplier<WindowReport> window, NanoClock clock) {
        WindowReport report = window.get();
        for (int attempt = 1; attempt < ATTEMPTS && isThrottled(report); attempt++) {
            cool(clock);
            report = window.get();
        }
        return report;
    }

    /** Lets the card cool. */
    public static void cool(NanoClock clock) {
        clock.pause(COOLING_NANOS);
    }

    private static boolean isThrottled(WindowReport report) {
        return report.energy() instanceof Energy.Invalid invalid && invalid.cause() == Energy.Cause.THROTTLED;
    }
}
