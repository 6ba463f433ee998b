package macjoule.calibration.record;

import java.util.List;
import java.util.Map;

/** One row of the file JMH wrote: a benchmark with one set of parameters. */
public record JmhResult(
        String benchmark,
        String mode,
        int forks,
        Map<String, String> params,
        JmhMetric primary,
        Map<String, JmhMetric> secondary) {

    public JmhResult {
        params = Map.copyOf(params);
        secondary = Map.copyOf(secondary);
    }

    /**
     * A metric as JMH gives it.
     *
     * @param error the half-width of JMH's 99.9 % interval; NaN with fewer than three samples
     * @param rawData for each fork, the value of each window; empty where JMH keeps none
     */
    public record JmhMetric(double score, double error, String unit, List<List<Double>> rawData) {
        public JmhMetric {
            rawData = rawData.stream().map(List::copyOf).toList();
        }
    }
}
