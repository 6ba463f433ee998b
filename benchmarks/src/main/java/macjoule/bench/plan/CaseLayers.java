package macjoule.bench.plan;

import java.util.List;
import java.util.Optional;
import macjoule.bench.engine.WeightSource;
import macjoule.calibration.record.PlannedCase.Kind;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.traffic.CaseLayer;
import macjoule.model.delta.ConvDims;

/** Cases as the traffic models see them. */
public final class CaseLayers {
    private CaseLayers() {}

    /** The convolution or fully connected layer that a case is; empty for networks and other layers. */
    public static Optional<CaseLayer> of(String key) {
        if (key.startsWith(OwnNetworks.PREFIX)) {
            // Only the process that measured it knows it.
            return Optional.empty();
        }
        BenchmarkCase one = BenchmarkCase.of(key);
        List<ConvDims> layers =
                ConvDims.of(one.workload().network(), one.workload().batch());
        return one.kind() == Kind.LAYER && layers.size() == 1
                ? Optional.of(new CaseLayer(
                        named(layers.get(0), key),
                        WeightSource.hasBias(one.workload().result().layer())))
                : Optional.empty();
    }

    /** All of a run, in the order of its plan. */
    public static List<ConvDims> planned(RunManifest manifest) {
        return manifest.plan().cases().stream()
                .flatMap(planned -> of(planned.key()).stream())
                .map(CaseLayer::dims)
                .toList();
    }

    private static ConvDims named(ConvDims layer, String key) {
        return new ConvDims(key, layer.batch(), layer.input(), layer.filters(), layer.window(), layer.groups());
    }
}
