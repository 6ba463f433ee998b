package macjoule.calibration.record;

import macjoule.model.BadInputException;

/**
 * How long and how often each case is measured.
 *
 * @param forks how many JVMs each case gets
 * @param warmups how many windows are thrown away in each
 * @param windows how many are kept
 */
public record Effort(int forks, int warmups, double warmupSeconds, int windows, double windowSeconds) {
    /** With fewer windows JMH knows no error. */
    private static final int FEWEST_SAMPLES = 3;

    public Effort {
        if (forks < 1 || warmups < 0 || windows < 1 || (long) forks * windows < FEWEST_SAMPLES) {
            throw new BadInputException(
                    "forks: " + forks + ", warm-ups: " + warmups + ", windows: " + windows,
                    "measuring",
                    "give at least 1 fork and " + FEWEST_SAMPLES + " windows in all");
        }
        if (!(warmupSeconds > 0) || !(windowSeconds > 0)) {
            throw new BadInputException(
                    "windows of " + warmupSeconds + " s and " + windowSeconds + " s",
                    "measuring",
                    "give times above 0");
        }
    }
}
