package macjoule.bench.energy.window;

import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.nvml.Gauge;
import macjoule.bench.energy.nvml.NvmlCode;
import org.jspecify.annotations.Nullable;

/** One window of one GPU while it lasts: its readings, what went on around it, and in the end the verdict. */
final class Window {
    private final Sensors sensors;
    private final Provenance provenance;
    private final Surroundings surroundings;
    private final Readings readings;

    Window(Sensors sensors, Neighbours neighbours, Provenance provenance, NanoClock clock) {
        this.sensors = sensors;
        this.provenance = provenance;
        surroundings = new Surroundings(sensors, neighbours, clock);
        readings = new Readings(sensors, surroundings.beginNanos(), clock);
    }

    /** The code that the device failed with, or success. */
    NvmlCode failure() {
        return readings.failure() == NvmlCode.SUCCESS ? surroundings.failure() : readings.failure();
    }

    /** The error by which the driver told so, if it was that. */
    @Nullable
    String condemnation() {
        return surroundings.condemnation();
    }

    void poll() {
        if (failure() == NvmlCode.SUCCESS) {
            readings.poll();
            surroundings.poll();
        }
    }

    WindowReport end() {
        readings.end();
        Conditions conditions = surroundings.end();
        Energy spoilt = conditions.spoilt();
        Verdict verdict = new Verdict(sensors, provenance, conditions);
        Energy energy = spoilt == null ? verdict.of(readings) : spoilt;
        @Nullable Energy beside = energy instanceof Energy.Measured ? verdict.beside(readings) : null;
        return WindowReport.of(energy, beside, readings.counter().edges(), conditions);
    }

    /** A power gauge that has the surroundings watched as often as it is read. */
    Gauge watching(Gauge power) {
        return () -> {
            surroundings.poll();
            return power.read();
        };
    }

    /** In place of {@link #end()}, where blocks were measured in this window. */
    WindowReport end(StratifiedBlocks.Result blocks) {
        Conditions conditions = surroundings.end();
        Energy spoilt = conditions.spoilt();
        Energy energy = spoilt == null ? new Verdict(sensors, provenance, conditions).of(blocks) : spoilt;
        return WindowReport.of(energy, null, 0, conditions).inBlocks(blocks.blocks());
    }
}
