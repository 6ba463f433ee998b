package macjoule.bench.energy.window;

import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.nvml.Gauge;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.passport.SourceTraits;
import org.jspecify.annotations.Nullable;

/** The readings of one window's energy counter and power. */
final class Readings {
    private static final double DEFAULT_UPDATE = 0.1;
    private static final double DEFAULT_SETTLE = 1.1;

    private final Sensors sensors;
    private final NanoClock clock;
    private final CounterTrack counter;
    private final PowerTrack power;
    private NvmlCode failure = NvmlCode.SUCCESS;
    private long powerNanos;

    /** Begins to read. */
    Readings(Sensors sensors, long beginNanos, NanoClock clock) {
        this.sensors = sensors;
        this.clock = clock;
        counter = new CounterTrack(update(sensors.traits(Source.COUNTER)));
        SourceTraits traits = sensors.traits(sensors.powerSource());
        power = new PowerTrack(update(traits), traits == null ? DEFAULT_SETTLE : traits.untilSettled());
        powerNanos = beginNanos;
        counter.begin(beginNanos);
        power.begin(beginNanos);
    }

    private static double update(@Nullable SourceTraits traits) {
        return traits == null ? DEFAULT_UPDATE : traits.updateOrSlowest();
    }

    CounterTrack counter() {
        return counter;
    }

    PowerTrack power() {
        return power;
    }

    /** The code that the device failed with, or success. */
    NvmlCode failure() {
        return failure;
    }

    void poll() {
        Gauge energyGauge = sensors.counter();
        if (energyGauge != null) {
            long before = clock.nanos();
            long millijoules = energyGauge.read();
            if (usable(millijoules)) {
                counter.take(millijoules, before + (clock.nanos() - before) / 2);
            }
        }
        pollPower();
    }

    /** The window is over. */
    void end() {
        counter.end(clock.nanos());
        power.end(clock.nanos());
    }

    /** Where a counter leads, power is only a stand-in, and is read no more often than it needs to be. */
    private void pollPower() {
        Gauge gauge = sensors.power();
        if (gauge == null || (sensors.counterLeads() && clock.nanos() - powerNanos < power.updateNanos() / 4)) {
            return;
        }
        powerNanos = clock.nanos();
        long milliwatts = gauge.read();
        if (usable(milliwatts)) {
            power.take(milliwatts, clock.nanos());
        }
    }

    /** A source that drops out alone is left to the other one; a device that drops out ends the window. */
    private boolean usable(long reading) {
        if (Sensors.isFailure(reading)) {
            failure = NvmlCode.ofReading(reading);
        }
        return reading >= 0;
    }
}
