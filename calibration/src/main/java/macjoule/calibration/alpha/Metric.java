package macjoule.calibration.alpha;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import macjoule.model.reuse.Reuse;

/** A number of each network that may go with its energy efficiency. */
record Metric(String name, Function<NetworkEfficiency, OptionalDouble> value) {
    static final Metric DI_PAPER = known(Association.DI_PAPER, network -> network.di(Reuse.PAPER_ALPHA));
    static final Metric INTENSITY = known(Association.INTENSITY, NetworkEfficiency::intensity);
    static final Metric MEDIAN_INTENSITY = new Metric("layer-wise median AI", NetworkEfficiency::medianIntensity);
    static final Metric ACTIVATION_REUSE = known("activation reuse", NetworkEfficiency::activationReuse);
    static final Metric WEIGHT_REUSE = known("weight reuse", NetworkEfficiency::weightReuse);
    static final Metric MACS =
            known("MACs", network -> (double) network.counts().macs());
    static final Metric PARAMETERS =
            known("parameters", network -> (double) network.counts().params());

    static Metric diFitted(double alpha) {
        return known(Association.DI_FITTED, network -> network.di(alpha));
    }

    static List<Metric> all(double fittedAlpha) {
        return List.of(
                diFitted(fittedAlpha),
                DI_PAPER,
                INTENSITY,
                MEDIAN_INTENSITY,
                ACTIVATION_REUSE,
                WEIGHT_REUSE,
                MACS,
                PARAMETERS);
    }

    /** Empty unless it is known for all networks. */
    Optional<double[]> values(EfficiencySet set) {
        boolean known =
                set.networks().stream().allMatch(network -> value.apply(network).isPresent());
        return known ? Optional.of(set.column(this::of)) : Optional.empty();
    }

    /** Empty unless it is known for all networks and not the same for all, which nothing can be correlated with. */
    Optional<double[]> variedValues(EfficiencySet set) {
        return values(set).filter(values -> Arrays.stream(values).distinct().count() > 1);
    }

    double of(NetworkEfficiency network) {
        return value.apply(network).orElseThrow();
    }

    private static Metric known(String name, Function<NetworkEfficiency, Double> value) {
        return new Metric(name, network -> OptionalDouble.of(value.apply(network)));
    }
}
