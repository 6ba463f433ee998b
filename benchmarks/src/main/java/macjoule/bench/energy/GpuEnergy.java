package macjoule.bench.energy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.fake.SimulatedNvml;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.passport.PassportStore;
import macjoule.bench.energy.passport.SensorPassport;
import macjoule.bench.energy.window.GpuMeter;
import macjoule.bench.energy.window.IdleBaseline;
import macjoule.bench.energy.window.Neighbours;
import macjoule.bench.energy.window.WindowReport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.ScalarResult;

/** A GPU's share in an iteration. A simulated GPU is loaded while the iteration lasts, as a real one would be. */
final class GpuEnergy {
    private final Nvml nvml;
    private final String gpu;
    private final PassportStore passports;
    private final GpuMeter meter;
    private final NanoClock clock;
    private final double pollSeconds;
    private final Sampler sampler;
    private final boolean absentFromTheStart;
    private final Interlude interlude;
    private final @Nullable SpreadPhases phases;
    private @Nullable WindowReport blocks;
    private @Nullable String phase;
    private double lastSeconds;
    private long beganNanos;

    /**
     * One window among those of a fork.
     *
     * @param index from 0
     * @param count how many there are
     */
    record Slot(int index, int count, double seconds) {}

    /** Looks for the GPU. */
    GpuEnergy(Nvml nvml, ProfilerOptions options, NanoClock clock) {
        this.nvml = nvml;
        this.clock = clock;
        gpu = options.gpu();
        passports = new PassportStore(options.passports());
        meter = new GpuMeter(nvml, gpu, passports, Neighbours.ofThisProcess(), clock);
        SensorPassport passport = GpuProbe.passport(nvml, gpu, passports);
        pollSeconds = options.periodMillis() == null ? PollPeriod.seconds(passport) : options.periodMillis() / 1e3;
        // What was recorded does not heed when work begins now.
        phases = provenance() == Provenance.REPLAYED ? null : SpreadPhases.of(passport, meter::watts, clock);
        sampler = new Sampler("gpu", this::poll, clock, Math.round(pollSeconds * 1e9));
        interlude = new Interlude(meter, clock, this::load, options.steadySeconds());
        Energy absence = meter.absence();
        absentFromTheStart = absence != null;
        if (absence != null) {
            System.err.println("macjoule: no GPU energy: " + reason(absence));
        }
    }

    Provenance provenance() {
        return nvml.provenance();
    }

    /** What is measured with, and what is known of it. */
    ObjectNode describe() {
        return GpuProbe.describe(nvml, meter, gpu, passports)
                .put("provenance", provenance().id())
                .put("pollSeconds", pollSeconds);
    }

    boolean isGpuLost() {
        return meter.isGpuLost();
    }

    private void poll() {
        meter.poll();
        if (phases != null && OfferedWork.current() == null) {
            phases.look();
        }
    }

    /**
     * Before a window begins: warms the GPU up, and measures work that hides from the sensor in blocks, or waits for the phase of the
     * sensor at which the window is to begin.
     *
     * @param secondsPerOperation as far as it is known yet, else NaN
     * @param batched how many operations are started together
     */
    void prepare(double secondsPerOperation, int batched, Slot slot) {
        blocks = null;
        // What was recorded does not heed what work is done now.
        if (meter.absence() == null && provenance() != Provenance.REPLAYED) {
            interlude.warmUp();
            blocks = interlude.blocks(secondsPerOperation, batched, slot.seconds());
            awaitPhase(secondsPerOperation, slot);
        }
    }

    /** Where no work is offered that blocks could be made of. */
    private void awaitPhase(double secondsPerOperation, Slot slot) {
        boolean seen = secondsPerOperation > 0 && !meter.isBlindTo(secondsPerOperation, slot.seconds());
        phase = null;
        if (phases != null && OfferedWork.current() == null && !seen) {
            phases.await(slot.index(), slot.count(), secondsPerOperation);
            phase = "phase=" + slot.index() + "/" + slot.count();
        }
    }

    void begin() {
        load(true);
        beganNanos = clock.nanos();
        if (meter.absence() == null) {
            meter.begin();
            sampler.resume();
        }
    }

    WindowReport end() {
        Throwable failure = sampler.pause();
        WindowReport report = failure == null ? meter.end() : WindowReport.without(Sampler.unread(failure));
        lastSeconds = (clock.nanos() - beganNanos) / 1e9;
        load(false);
        return report;
    }

    /**
     * Labels a window whose work hides from the sensor, or has blocks take its place.
     *
     * @param batched how many operations were started together
     */
    WindowReport judged(WindowReport window, double secondsPerOperation, int batched) {
        String refusal = BatchRule.refusal(secondsPerOperation, batched);
        if (refusal != null) {
            return window.refused(Energy.Cause.TOO_SHORT, refusal);
        }
        WindowReport report = meter.isBlindTo(secondsPerOperation, lastSeconds) ? inStep(window) : window;
        if (blocks != null) {
            report = blocks.labelled("stratifiedBlocks=" + blocks.blocks()).inPlaceOf(report);
        }
        if (BatchRule.isShort(secondsPerOperation, batched)) {
            report = report.labelled(BatchRule.SHORT);
        }
        return interlude.isUnsteady() ? report.labelled("notSteady") : report;
    }

    private WindowReport inStep(WindowReport window) {
        WindowReport report = window.labelled("inStepWithSensor");
        return phase == null || phases == null || !phases.isKnown() ? report : report.labelled(phase);
    }

    /** What came of warming up, or null if it was not asked for. */
    @Nullable
    ObjectNode steadyState() {
        return interlude.steadyState();
    }

    IdleBaseline idle(int seconds) {
        return IdleBaseline.measure(meter, seconds);
    }

    /** The meter's readings look at what is being changed here. */
    private void load(boolean working) {
        if (nvml instanceof SimulatedNvml simulated) {
            synchronized (meter) {
                simulated.boards().forEach(board -> board.work(working));
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
