package macjoule.calibration.alpha;

import macjoule.calibration.stats.FisherInterval;

/**
 * Fits alpha to measured energy efficiencies and says how far the result can be trusted.
 *
 * @param resamples of the bootstrap
 * @param seed the same seed gives the same intervals
 */
public record AlphaCalibration(int resamples, long seed) {
    private static final int RESAMPLES = 10_000;
    private static final long SEED = 20_190_105;

    /** The paper asks for a window of 1 in Fisher's z at 95 % (Eq. 6). */
    private static final double WINDOW = 1;

    public AlphaCalibration {
        if (resamples < 1) {
            throw new IllegalArgumentException(resamples + " resamples");
        }
    }

    public static AlphaCalibration withDefaults() {
        return new AlphaCalibration(RESAMPLES, SEED);
    }

    public AlphaCalibration withResamples(int count) {
        return new AlphaCalibration(count, seed);
    }

    public AlphaCalibration withSeed(long value) {
        return new AlphaCalibration(resamples, value);
    }

    public AlphaReport calibrate(EfficiencySet set) {
        AlphaFit fit = AlphaFit.of(set);
        AlphaUncertainty uncertainty = AlphaUncertainty.of(set, resamples, seed);
        return new AlphaReport(
                set,
                fit,
                uncertainty,
                Identifiability.of(fit, uncertainty),
                Association.of(set, fit.alpha()),
                IntensityComparison.of(set, fit.alpha()),
                FisherInterval.neededSize(WINDOW, FisherInterval.Z_95),
                RivalRanking.of(set));
    }

    /** Whether alpha is the same on two machines. */
    public Portability compare(EfficiencySet first, EfficiencySet second) {
        return Portability.of(first, second, resamples, seed);
    }
}
