package macjoule.bench.energy.passport;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a reading follows a step from idle to load, in seconds.
 *
 * @param delay until half the step
 * @param rise from a tenth to nine tenths
 * @param settle until it stays within 1 % of where it ends
 */
record StepResponse(double delay, double rise, double settle) {
    private static final double TOLERANCE = 0.01;

    /**
     * Means over the steps, but the slowest settling.
     *
     * @param steps when each step up was made
     * @param plateau how long the load was held after it
     */
    static @Nullable StepResponse of(Recording recording, List<Double> steps, double plateau) {
        double delay = 0;
        double rise = 0;
        double settle = 0;
        for (double step : steps) {
            double low = recording.median(step - plateau / 3, step);
            double high = recording.median(step + plateau * 2 / 3, step + plateau);
            if (!(high > low)) {
                return null;
            }
            double half = reach(recording, step, low + 0.5 * (high - low));
            delay += half / steps.size();
            rise += (reach(recording, step, low + 0.9 * (high - low))
                            - reach(recording, step, low + 0.1 * (high - low)))
                    / steps.size();
            settle = Math.max(settle, settled(recording, step, step + plateau, high));
        }
        return new StepResponse(delay, rise, settle);
    }

    /** The first time after the step at which the reading is at least this high. */
    private static double reach(Recording recording, double step, double level) {
        for (int i = 0; i < recording.size(); i++) {
            if (recording.second(i) >= step && recording.value(i) >= level) {
                return recording.second(i) - step;
            }
        }
        return 0;
    }

    /** After noise has been allowed for, the time of the first reading of the plateau. */
    private static double settled(Recording recording, double step, double end, double high) {
        double noise = 0;
        for (int i = 0; i < recording.size(); i++) {
            if (recording.second(i) > step + (end - step) * 2 / 3 && recording.second(i) < end) {
                noise = Math.max(noise, Math.abs(recording.value(i) - high));
            }
        }
        double band = Math.max(TOLERANCE * high, noise);
        for (int i = 0; i < recording.size(); i++) {
            if (recording.second(i) >= step && Math.abs(recording.value(i) - high) <= band) {
                return recording.second(i) - step;
            }
        }
        return end - step;
    }
}
