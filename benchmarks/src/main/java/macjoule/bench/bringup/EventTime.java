package macjoule.bench.bringup;

import java.util.Arrays;
import java.util.Optional;
import macjoule.bench.engine.Availability;
import macjoule.bench.engine.DeviceException;
import macjoule.bench.engine.DeviceSession;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.Verification;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.plan.BenchmarkCase;

/** Times cases by the GPU's own events: a look that takes a tenth of the time of a measurement by JMH, and is labelled as such. */
final class EventTime {
    private static final double WINDOW_SECONDS = 0.03;
    private static final int WINDOWS = 3;
    private static final int MOST_OPERATIONS = 20_000;
    private static final WeightSource WEIGHTS = new WeightSource(1);

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
                try (Session session = engine.open(one.workload(), WEIGHTS)) {
                    return of(one, engine, session);
                } catch (DeviceException e) {
                    if (e.isProcessLost()) {
                        throw e;
                    }
                    refusal = String.valueOf(e.getMessage());
                    if (!e.isOutOfMemory()) {
                        // It would be the same at any batch, each of which takes the host long to prepare.
                        return Timing.failed(tried, engine.name(), refusal);
                    }
                } catch (RuntimeException | LinkageError e) {
                    return Timing.failed(tried, engine.name(), "the engine failed: " + e);
                } catch (OutOfMemoryError e) {
                    refusal = Expectations.noMemory(e);
                }
            } else {
                refusal = supported.reason();
            }
            batch /= 2;
        }
        return Timing.failed(key, engine.name(), refusal);
    }

    private static Timing of(BenchmarkCase one, Engine engine, Session session) {
        if (!(session instanceof DeviceSession device)) {
            return Timing.failed(one.key(), engine.name(), "this engine does not take the device's time");
        }
        Timing timing = timed(one, engine, device);
        double tolerance = engine.tolerance().layer();
        Optional<Verification> sampled = SampledCheck.of(one.workload(), WEIGHTS, device, tolerance);
        if (sampled.isEmpty()) {
            return timing;
        }
        double error = sampled.get().maxRelativeError();
        return sampled.get().verified()
                ? timing.withError(error)
                : wrong(
                        timing,
                        error,
                        "its result is off by " + error + " of the largest value, more than " + tolerance);
    }

    /** What it took to compute the wrong thing is told beside what is wrong: it helps to find out why. */
    private static Timing wrong(Timing timing, double error, String reason) {
        return new Timing(
                timing.key(),
                timing.engine(),
                timing.harness(),
                timing.secondsPerOp(),
                timing.spread(),
                error,
                null,
                null,
                null,
                timing.joulesLabels(),
                timing.joulesReason(),
                timing.kernels(),
                reason);
    }

    private static Timing timed(BenchmarkCase one, Engine engine, DeviceSession device) {
        int operations = operations(device, WINDOW_SECONDS);
        double[] seconds = new double[WINDOWS];
        for (int i = 0; i < WINDOWS; i++) {
            seconds[i] = device.time(operations) / operations;
        }
        Arrays.sort(seconds);
        double median = seconds[WINDOWS / 2];
        double spread = (seconds[WINDOWS - 1] - seconds[0]) / median;
        boolean layer = one.workload().network().layers().size() == 1;
        String kernels = layer ? String.join("; ", device.kernels()) : "";
        return Timing.of(one.key(), engine.name(), Timing.EVENTS, median, spread, kernels);
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
