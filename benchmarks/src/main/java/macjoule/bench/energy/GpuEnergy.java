package macjoule.bench.energy;

import java.util.List;
import java.util.Locale;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.fake.SimulatedNvml;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.passport.PassportStore;
import macjoule.bench.energy.window.GpuMeter;
import macjoule.bench.energy.window.IdleBaseline;
import macjoule.bench.energy.window.Neighbours;
import macjoule.bench.energy.window.WindowReport;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.ScalarResult;

/** A GPU's share in an iteration. A simulated GPU is loaded while the iteration lasts, as a real one would be. */
final class GpuEnergy {
    private final Nvml nvml;
    private final GpuMeter meter;
    private final NanoClock clock;
    private final Sampler sampler;
    private final boolean absentFromTheStart;
    private double lastSeconds;
    private long beganNanos;

    GpuEnergy(Nvml nvml, String gpu, PassportStore passports, NanoClock clock, long periodNanos) {
        this.nvml = nvml;
        this.clock = clock;
        meter = new GpuMeter(nvml, gpu, passports, Neighbours.ofThisProcess(), clock);
        sampler = new Sampler("gpu", meter::poll, clock, periodNanos);
        Energy absence = meter.absence();
        absentFromTheStart = absence != null;
        if (absence != null) {
            System.err.println("macjoule: no GPU energy: " + reason(absence));
        }
    }

    Provenance provenance() {
        return nvml.provenance();
    }

    boolean isGpuLost() {
        return meter.isGpuLost();
    }

    void begin() {
        load(1);
        beganNanos = clock.nanos();
        if (meter.absence() == null) {
            meter.begin();
            sampler.resume();
        }
    }

    WindowReport end() {
        sampler.pause();
        WindowReport report = meter.end();
        lastSeconds = (clock.nanos() - beganNanos) / 1e9;
        load(0);
        return report;
    }

    /** Labels a window whose work hides from the sensor. */
    WindowReport judged(WindowReport report, double secondsPerOperation) {
        return meter.isBlindTo(secondsPerOperation, lastSeconds) ? report.labelled("inStepWithSensor") : report;
    }

    IdleBaseline idle(int seconds) {
        return IdleBaseline.measure(meter, clock, seconds);
    }

    /** The meter's readings look at what is being changed here. */
    private void load(double level) {
        if (nvml instanceof SimulatedNvml simulated) {
            synchronized (meter) {
                simulated.boards().forEach(board -> board.set(level));
            }
        }
    }

    /** None without a sensor, and NaN for a window without a valid figure: JMH would take a missing one for zero. */
    List<ScalarResult> results(WindowReport window, double secondsPerOperation) {
        if (absentFromTheStart) {
            return List.of();
        }
        String label = EnergyProfiler.label(provenance());
        Energy.Measured measured = window.energy() instanceof Energy.Measured known ? known : null;
        return List.of(
                scalar(label, window.joulesPerOperation(secondsPerOperation), "J/op"),
                scalar(label + ".power", measured == null ? Double.NaN : measured.watts(), "W"),
                scalar(
                        label + ".comparison",
                        measured == null ? Double.NaN : measured.uncertainty().comparison(),
                        "relative"),
                scalar(
                        label + ".absolute",
                        measured == null ? Double.NaN : measured.uncertainty().absolute(),
                        "relative"));
    }

    private static ScalarResult scalar(String label, double value, String unit) {
        return new ScalarResult(label, value, unit, AggregationPolicy.AVG);
    }

    /** Why there is no energy, in words. */
    static String reason(Energy absence) {
        if (absence instanceof Energy.Unavailable unavailable) {
            return unavailable.reason();
        }
        return absence instanceof Energy.Shared shared
                ? shared.reason()
                : absence.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
