package macjoule.calibration.report.sections;

import java.util.List;
import java.util.function.ToDoubleFunction;
import macjoule.calibration.report.Axis;
import macjoule.calibration.report.LineChart;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Point;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Series;
import macjoule.model.training.Iteration;

/** What the training-memory model says over the capacity of the cache. */
public final class TrainingSections {
    private TrainingSections() {}

    /** One network's iterations, by ascending capacity. */
    public record Sweep(String network, List<Iteration> iterations) {
        public Sweep {
            iterations = List.copyOf(iterations);
        }
    }

    /** Traffic into and out of the cache (Fig. 5.2 of the thesis). */
    public static Section traffic(List<Sweep> sweeps) {
        return section(
                "training-traffic",
                "Training: memory traffic over cache capacity",
                "Bytes that one training iteration moves between memory and a cache managed by software.",
                Axis.linear("traffic [bytes]"),
                sweeps,
                Iteration::traffic);
    }

    /** Time of one iteration (Fig. 5.3 of the thesis). */
    public static Section times(List<Sweep> sweeps) {
        return section(
                "training-time",
                "Training: time of an iteration over cache capacity",
                "How long one training iteration takes, waiting for memory included.",
                Axis.linear("time [s]"),
                sweeps,
                Iteration::timeSeconds);
    }

    private static Section section(
            String id,
            String heading,
            String explanation,
            Axis axis,
            List<Sweep> sweeps,
            ToDoubleFunction<Iteration> value) {
        List<Series> series = sweeps.stream().map(sweep -> series(sweep, value)).toList();
        return new Section(
                id,
                heading,
                Origin.COMPUTED,
                explanation,
                new LineChart(Axis.linear("cache [MiB]"), axis, series),
                List.of("Model: C.-Y. Tsai, National Taiwan University, 2021."));
    }

    private static Series series(Sweep sweep, ToDoubleFunction<Iteration> value) {
        return new Series(
                sweep.network(),
                sweep.iterations().stream()
                        .map(run -> Point.of(run.cacheMiB(), value.applyAsDouble(run)))
                        .toList());
    }
}
