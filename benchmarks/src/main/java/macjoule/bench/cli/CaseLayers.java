package macjoule.bench.cli;

import java.util.List;
import java.util.Optional;
import macjoule.bench.plan.BenchmarkCase;
import macjoule.calibration.record.PlannedCase.Kind;
import macjoule.calibration.record.RunManifest;
import macjoule.model.delta.ConvDims;

/** The cases of a run as the traffic models see them. */
final class CaseLayers {
    /** Begins the keys of networks that only the process that measured them knows. */
    private static final String OWN = "file/";

    private CaseLayers() {}

    /** The convolution or fully connected layer that a case is; empty for networks and other layers. */
    static Optional<ConvDims> of(String key) {
        if (key.startsWith(OWN)) {
            return Optional.empty();
        }
        BenchmarkCase one = BenchmarkCase.of(key);
        List<ConvDims> layers =
                ConvDims.of(one.workload().network(), one.workload().batch());
        return one.kind() == Kind.LAYER && layers.size() == 1
                ? Optional.of(named(layers.get(0), key))
                : Optional.empty();
    }

    /** All of a run, in the order of its plan. */
    static List<ConvDims> planned(RunManifest manifest) {
        return manifest.plan().cases().stream()
                .flatMap(planned -> of(planned.key()).stream())
                .toList();
    }

    private static ConvDims named(ConvDims layer, String key) {
        return new ConvDims(key, layer.batch(), layer.input(), layer.filters(), layer.window(), layer.groups());
    }
}
