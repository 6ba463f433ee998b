package macjoule.bench.energy.passport;

import org.jspecify.annotations.Nullable;

/**
 * Over how long a reading looks back, found by laying the known load, averaged over a window, beside the readings and
 * taking the window and delay of least squares.
 *
 * @param window the length of the window, or the time constant where the reading lags
 * @param lagging whether an exponential memory explains the readings far better than any window
 */
record WindowFit(double window, double delay, boolean lagging) {
    private static final int FEWEST_READINGS = 32;
    private static final double SHORTEST = 0.03;
    private static final double LONGEST = 30;
    private static final int COARSE_STEPS = 48;
    private static final int REFINEMENTS = 7;

    /** An exponential memory much shorter than the update period looks like a window of one period, and must not win. */
    private static final double CLEARLY_BETTER = 0.5;

    static @Nullable WindowFit of(Recording readings, LoadLog load, double update) {
        if (readings.size() < FEWEST_READINGS) {
            return null;
        }
        Candidate boxcar = bestBoxcar(readings, load, update);
        Candidate lag = bestLag(readings, load, update);
        boolean lagging = lag.misfit() < CLEARLY_BETTER * boxcar.misfit();
        Candidate best = lagging ? lag : boxcar;
        return new WindowFit(best.window(), best.delay(), lagging);
    }

    /** A window and a delay, and the share of the readings' variance that they leave unexplained. */
    private record Candidate(double window, double delay, double misfit) {
        Candidate better(Candidate other) {
            return other.misfit() < misfit ? other : this;
        }
    }

    private static Candidate bestBoxcar(Recording readings, LoadLog load, double update) {
        Candidate best = new Candidate(update, 0, Double.POSITIVE_INFINITY);
        double factor = Math.pow(LONGEST / SHORTEST, 1.0 / COARSE_STEPS);
        for (double window = SHORTEST * update; window <= LONGEST * update; window *= factor) {
            for (int step = 0; step <= 4; step++) {
                best = best.better(boxcar(readings, load, window, step * update / 4));
            }
        }
        double windowStep = Math.sqrt(factor);
        double delayStep = update / 8;
        for (int i = 0; i < REFINEMENTS; i++) {
            Candidate centre = best;
            for (int w = -2; w <= 2; w++) {
                for (int d = -2; d <= 2; d++) {
                    double window = centre.window() * Math.pow(windowStep, w);
                    best = best.better(boxcar(readings, load, window, centre.delay() + d * delayStep));
                }
            }
            windowStep = Math.sqrt(windowStep);
            delayStep /= 2;
        }
        return best;
    }

    private static Candidate bestLag(Recording readings, LoadLog load, double update) {
        Candidate best = new Candidate(update, 0, Double.POSITIVE_INFINITY);
        double factor = Math.pow(LONGEST / SHORTEST, 1.0 / COARSE_STEPS);
        for (double constant = SHORTEST * update; constant <= LONGEST * update; constant *= factor) {
            best = best.better(lag(readings, load, constant));
        }
        double step = Math.sqrt(factor);
        for (int i = 0; i < REFINEMENTS; i++) {
            Candidate centre = best;
            best = best.better(lag(readings, load, centre.window() * step));
            best = best.better(lag(readings, load, centre.window() / step));
            step = Math.sqrt(step);
        }
        return best;
    }

    private static Candidate boxcar(Recording readings, LoadLog load, double window, double delay) {
        Regression regression = new Regression();
        for (int i = 0; i < readings.size(); i++) {
            double end = readings.second(i) - delay;
            regression.add(load.mean(end - window, end), readings.value(i));
        }
        return new Candidate(window, delay, regression.unexplained());
    }

    private static Candidate lag(Recording readings, LoadLog load, double constant) {
        Regression regression = new Regression();
        double memory = load.mean(readings.second(0) - constant, readings.second(0));
        for (int i = 1; i < readings.size(); i++) {
            double from = readings.second(i - 1);
            double until = readings.second(i);
            memory += (1 - Math.exp(-(until - from) / constant)) * (load.mean(from, until) - memory);
            regression.add(memory, readings.value(i));
        }
        return new Candidate(constant, 0, regression.unexplained());
    }
}
