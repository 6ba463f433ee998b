package macjoule.calibration.traffic;

import java.util.List;
import java.util.Objects;
import macjoule.calibration.report.Origin;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.PaperLayers;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/** Layers of the DeLTA paper on its TITAN Xp, with counters that DeLTA+ made up for known free numbers. */
final class Layers {
    static final GpuSpec GPU = GpuCatalogue.find("titan-xp");
    static final double DATA_SHEET_LATENCY = GPU.dramLatencyCycles() / GPU.clockHz();

    private Layers() {}

    static List<LayerModel> models(int batch) {
        return PaperLayers.all().stream()
                .map(layer -> new LayerModel(TrafficCheck.uncounted(layer.dims(batch)), GPU))
                .toList();
    }

    static LayerReference reference(ConvDims layer, Levels values) {
        return TrafficCheck.uncounted(layer).withValues(values, Origin.MEASURED);
    }

    /** What DeLTA+ says, each value off by a factor drawn from a log-normal. */
    static List<LayerReference> counted(
            List<LayerModel> models, double share, double latencySeconds, double noise, long seed) {
        RandomGenerator random = new Well19937c(seed);
        return models.stream()
                .map(model -> {
                    Levels exact = Levels.of(model.plus(share, latencySeconds));
                    return model.reference()
                            .withValues(
                                    new Levels(
                                            off(known(exact, Level.L1), noise, random),
                                            off(known(exact, Level.L2), noise, random),
                                            off(known(exact, Level.DRAM), noise, random),
                                            off(known(exact, Level.TIME), noise, random)),
                                    Origin.SIMULATED);
                })
                .toList();
    }

    static double known(Levels levels, Level level) {
        return Objects.requireNonNull(levels.get(level), level.id());
    }

    private static double off(double value, double noise, RandomGenerator random) {
        return value * Math.exp(noise * random.nextGaussian());
    }
}
