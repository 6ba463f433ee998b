package macjoule.calibration.alpha;

import java.util.Locale;
import macjoule.calibration.stats.Interval;

/**
 * Whether the measurements pin alpha down at all.
 *
 * @param reason one sentence, either way
 */
public record Identifiability(boolean identifiable, String reason) {
    /** An interval wider than this leaves more than half of all alphas possible. */
    private static final double WIDEST = 0.5;

    static Identifiability of(AlphaFit fit, AlphaUncertainty uncertainty) {
        if (!(fit.r() > 0)) {
            return new Identifiability(false, "energy efficiency does not rise with DI for any alpha");
        }
        Interval interval = uncertainty.ci95();
        String range = String.format(
                Locale.ROOT, "the 95 %% interval runs from %.2f to %.2f", interval.lower(), interval.upper());
        return interval.width() > WIDEST
                ? new Identifiability(false, range + ", over more than half of all alphas; measure more networks")
                : new Identifiability(true, range);
    }
}
