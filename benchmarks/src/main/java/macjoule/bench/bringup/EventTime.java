package macjoule.bench.bringup;

import java.util.Arrays;
import macjoule.bench.engine.Availability;
import macjoule.bench.engine.DeviceException;
import macjoule.bench.engine.DeviceSession;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.plan.BenchmarkCase;

/** Times cases by the GPU's own events: a look that takes a tenth of the time of a measurement by JMH, and is labelled as such. */
final class EventTime {
    private static final double WINDOW_SECONDS = 0.05;
    private static final int WINDOWS = 3;
    private static final int MOST_OPERATIONS = 20_000;

    private EventTime() {}

    /** The time of a case at the largest batch up to its own that fits into memory. */
    static Timing of(String key, Engine engine) {
        String name = key.substring(0, key.lastIndexOf("/n"));
        int batch = BenchmarkCase.of(key).workload().batch();
        String refusal = "";
        while (batch >= 1) {
            String tried = name + "/n" + batch;
            BenchmarkCase one = BenchmarkCase.of(tried);
            Availability supported = engine.supports(one.workload());
            if (supported.available()) {
                try (Session session = engine.open(one.workload(), new WeightSource(1))) {
                    return of(tried, engine, session);
                } catch (DeviceException e) {
                    if (e.isProcessLost()) {
                        throw e;
                    }
                    refusal = String.valueOf(e.getMessage());
                } catch (OutOfMemoryError e) {
                    refusal = "the host has too little memory: " + e.getMessage();
                }
            } else {
                refusal = supported.reason();
            }
            batch /= 2;
        }
        return Timing.failed(key, engine.name(), refusal);
    }

    private static Timing of(String key, Engine engine, Session session) {
        if (!(session instanceof DeviceSession device)) {
            return Timing.failed(key, engine.name(), "this engine does not take the device's time");
        }
        int operations = operations(device, WINDOW_SECONDS);
        double[] seconds = new double[WINDOWS];
        for (int i = 0; i < WINDOWS; i++) {
            seconds[i] = device.time(operations) / operations;
        }
        Arrays.sort(seconds);
        double median = seconds[WINDOWS / 2];
        double spread = (seconds[WINDOWS - 1] - seconds[0]) / median;
        boolean layer = BenchmarkCase.of(key).workload().network().layers().size() == 1;
        String kernels = layer ? String.join("; ", device.kernels()) : "";
        return Timing.of(key, engine.name(), Timing.EVENTS, median, spread, kernels);
    }

    /** How many operations fill a window, once caches and clocks are warm. */
    static int operations(DeviceSession session, double windowSeconds) {
        session.time(1);
        double single = session.time(1);
        int trial = (int) Math.max(1, Math.min(MOST_OPERATIONS, windowSeconds / 4 / single));
        double each = session.time(trial) / trial;
        return (int) Math.max(1, Math.min(MOST_OPERATIONS, Math.ceil(windowSeconds / each)));
    }
}
