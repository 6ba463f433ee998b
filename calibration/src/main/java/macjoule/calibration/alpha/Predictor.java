package macjoule.calibration.alpha;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/** A way to tell the energy efficiency of a network from that of others. */
interface Predictor {
    String name();

    /** Learns from networks that were measured how to predict others, in MACs per joule. */
    ToDoubleFunction<NetworkEfficiency> fit(List<NetworkEfficiency> measured);

    /** Energy efficiency on a straight line over a metric. */
    static Predictor line(Metric metric) {
        return new Line(metric);
    }

    /** On a straight line over DI, whose alpha is fitted first. */
    static Predictor fittedDi() {
        return new FittedDi();
    }

    static Predictor energyModel() {
        return new Energy();
    }

    /** See {@link #line}. */
    record Line(Metric metric) implements Predictor {
        @Override
        public String name() {
            return metric.name();
        }

        @Override
        public ToDoubleFunction<NetworkEfficiency> fit(List<NetworkEfficiency> measured) {
            SimpleRegression line = new SimpleRegression();
            measured.forEach(network -> line.addData(metric.of(network), network.macsPerJoule()));
            // A metric that is the same for all tells them apart no better than their mean does.
            double slope = Double.isNaN(line.getSlope()) ? 0 : line.getSlope();
            double meanEfficiency = mean(measured, NetworkEfficiency::macsPerJoule);
            double meanMetric = mean(measured, metric::of);
            return network -> meanEfficiency + slope * (metric.of(network) - meanMetric);
        }

        private static double mean(List<NetworkEfficiency> networks, ToDoubleFunction<NetworkEfficiency> value) {
            return networks.stream().mapToDouble(value).average().orElseThrow();
        }
    }

    /** See {@link #fittedDi}. */
    record FittedDi() implements Predictor {
        @Override
        public String name() {
            return Association.DI_FITTED;
        }

        @Override
        public ToDoubleFunction<NetworkEfficiency> fit(List<NetworkEfficiency> measured) {
            double alpha = AlphaKernel.of(measured).moments().alpha();
            // Open only if the networks measured do not tell one alpha from another; then the paper's is as good as
            // any.
            return new Line(Double.isNaN(alpha) ? Metric.DI_PAPER : Metric.diFitted(alpha)).fit(measured);
        }
    }

    /** See {@link EnergyModel}. */
    record Energy() implements Predictor {
        @Override
        public String name() {
            return "energy model";
        }

        @Override
        public ToDoubleFunction<NetworkEfficiency> fit(List<NetworkEfficiency> measured) {
            return EnergyModel.fit(measured)::macsPerJoule;
        }
    }
}
