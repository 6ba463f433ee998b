package macjoule.calibration.traffic;

import macjoule.calibration.alpha.Figure;
import macjoule.calibration.stats.Interval;
import org.jspecify.annotations.Nullable;

/**
 * A free number of DeLTA+ as the references have it. Errors are GMAE.
 *
 * @param value null if there are too few layers to look for it
 * @param ci95 by resampling layers
 * @param identifiable whether the references pin it down
 * @param reason one sentence, either way
 * @param errorUncalibrated with the value that is used without calibration
 * @param errorInFold on the layers it was fitted to
 * @param errorOutOfFold on each layer, fitted to the others: what to expect of layers that were not measured
 * @param n how many layers
 */
public record FreeNumberFit(
        @Nullable Double value,
        @Nullable Interval ci95,
        boolean identifiable,
        String reason,
        @Nullable Double errorUncalibrated,
        @Nullable Double errorInFold,
        @Nullable Double errorOutOfFold,
        int n) {

    static FreeNumberFit impossible(int n, String reason) {
        return new FreeNumberFit(null, null, false, reason, null, null, null, n);
    }

    /** What a profile keeps: a value that is not pinned down is not known. */
    public Figure figure() {
        return identifiable && value != null ? Figure.of(value) : Figure.unknown("not identifiable: " + reason);
    }
}
