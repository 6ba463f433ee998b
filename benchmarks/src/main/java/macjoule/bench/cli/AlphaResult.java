package macjoule.bench.cli;

import java.util.Optional;
import macjoule.calibration.alpha.AlphaReport;
import macjoule.calibration.alpha.Portability;

/**
 * What {@code calibrate alpha} tells.
 *
 * @param origin whether the efficiencies were measured, simulated, replayed, published or given
 * @param other fitted to the same networks with idle power taken off, or with it where it was taken off
 * @param reasonAgainstOther why there is no such fit
 * @param elsewhere whether alpha is the same on another machine, if that was asked
 */
record AlphaResult(
        AlphaReport report,
        String origin,
        Optional<AlphaReport> other,
        String reasonAgainstOther,
        Optional<Elsewhere> elsewhere) {

    /** Alpha here less alpha there. */
    record Elsewhere(String source, Portability portability) {}

    /** Of efficiencies that are known in one way only. */
    static AlphaResult of(AlphaReport report, String origin) {
        return new AlphaResult(
                report, origin, Optional.empty(), origin + " efficiencies give joules one way only", Optional.empty());
    }
}
