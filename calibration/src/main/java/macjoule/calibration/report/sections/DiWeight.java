package macjoule.calibration.report.sections;

import java.util.Locale;
import macjoule.calibration.alpha.AlphaEstimate;
import macjoule.calibration.alpha.HardwareProfile;
import macjoule.model.count.Convention;
import macjoule.model.reuse.Reuse;

/**
 * The alpha that DI is worked out with, wherever a report shows DI.
 *
 * @param source what follows the number wherever it is named, empty for the paper's
 */
public record DiWeight(double alpha, String source) {
    /** What the DI paper found. */
    public static final DiWeight PAPER = new DiWeight(Reuse.PAPER_ALPHA, "");

    /** Alpha of a profile, which must be pinned down and fitted to counts by the papers' convention, as reports count. */
    public static DiWeight of(HardwareProfile profile, String file) {
        AlphaEstimate alpha = profile.requireAlpha(file, Convention.PAPER);
        String source = String.format(
                Locale.ROOT,
                ", calibrated for %s (%s, %s; 95 %%: %.3f to %.3f; profile %s)",
                profile.gpu().name(),
                alpha.origin(),
                alpha.energy(),
                alpha.ci95().lower(),
                alpha.ci95().upper(),
                file);
        return new DiWeight(alpha.value(), source);
    }

    /** As sentences name it. */
    String text() {
        return String.format(Locale.ROOT, source.isEmpty() ? "%.1f" : "%.4f", alpha) + source;
    }
}
