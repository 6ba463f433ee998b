package macjoule.bench.energy.fake;

import java.util.Random;

/** A power sensor that follows its script. It must be read in the order of time. */
final class SimulatedSensor {
    private final SensorScript script;
    private final PowerTruth truth;
    private final Random random;
    private final double update;
    private final double window;
    private final double phase;

    private long updates = -1;
    private double watts;
    private double lagged;
    private double sampledJoules;

    SimulatedSensor(SensorScript script, PowerTruth truth, long seed) {
        this.script = script;
        this.truth = truth;
        this.random = new Random(seed);
        this.update = script.updateMs() / 1e3;
        this.window = script.windowMs() / 1e3;
        this.phase = script.phaseMs() / 1e3;
        this.lagged = truth.meanWatts(-window, 0);
    }

    int code() {
        return script.code();
    }

    /** The reading that stands at this second. */
    double wattsAt(double second) {
        advance(second);
        return watts;
    }

    /** Joules as a counter has them that multiplies each of this sensor's readings by the update period. */
    double sampledJoulesAt(double second) {
        advance(second);
        return sampledJoules;
    }

    /** Joules as a counter has them that misses nothing but moves only at each update. */
    double fullJoulesAt(double second) {
        advance(second);
        double seconds = updates * update + phase;
        return (1 + script.gainError()) * truth.energyUntil(seconds) + script.offsetWatts() * seconds;
    }

    private void advance(double second) {
        long due = (long) Math.floor((second - phase) / update);
        while (updates < due) {
            updates++;
            refresh(updates * update + phase);
        }
    }

    private void refresh(double at) {
        double seen;
        if (script.lagging()) {
            double share = 1 - Math.exp(-update / window);
            lagged += share * (truth.meanWatts(at - update, at) - lagged);
            seen = lagged;
        } else {
            seen = truth.meanWatts(at - window, at);
        }
        double noise = script.noiseWatts() == 0 ? 0 : script.noiseWatts() * random.nextGaussian();
        watts = Math.max(0, (1 + script.gainError()) * seen + script.offsetWatts() + noise);
        sampledJoules += watts * update;
    }
}
