package macjoule.calibration.alpha;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All that is known about alpha on one machine.
 *
 * @param set what it was fitted to, with the convention of the counts and whether the joules are gross or net
 * @param neededNetworks how many networks make Fisher's z window no wider than 1 at 95 %
 */
public record AlphaReport(
        EfficiencySet set,
        AlphaFit fit,
        AlphaUncertainty uncertainty,
        Identifiability identifiability,
        List<Association> associations,
        List<IntensityComparison> againstIntensity,
        int neededNetworks,
        RivalRanking rivals) {
    /** What a fit can stand of its sensor, in one sentence. */
    public static final String SENSOR_ERRORS =
            "A gain error of the power sensor leaves alpha as it is; a constant offset moves"
                    + " a gross fit and cancels in one net of idle, so compare the two";

    public AlphaReport {
        associations = List.copyOf(associations);
        againstIntensity = List.copyOf(againstIntensity);
    }

    /** How a metric, such as {@link Association#INTENSITY}, goes with efficiency; empty if it is the same for all networks. */
    public Optional<Association> association(String metric) {
        return associations.stream()
                .filter(association -> association.metric().equals(metric))
                .findFirst();
    }

    /** Alpha, if the measurements pin it down. */
    public OptionalDouble recommendedAlpha() {
        return identifiability.identifiable() ? OptionalDouble.of(fit.alpha()) : OptionalDouble.empty();
    }
}
