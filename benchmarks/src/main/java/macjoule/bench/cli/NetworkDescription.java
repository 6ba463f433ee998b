package macjoule.bench.cli;

import java.util.List;
import java.util.OptionalDouble;
import macjoule.model.count.Convention;
import macjoule.model.count.Counts;
import macjoule.model.count.Parameters;
import macjoule.model.net.Network;
import macjoule.model.net.Node;
import macjoule.model.reuse.Buffers;
import macjoule.model.reuse.Efficiency;
import macjoule.model.reuse.LayerwiseIntensity;
import macjoule.model.reuse.OperationEnergy;
import macjoule.model.reuse.Precision;
import macjoule.model.reuse.Reuse;
import org.jspecify.annotations.Nullable;

/** Everything {@code describe} tells of one network, computed once. */
record NetworkDescription(
        Network network,
        double coverage,
        int batch,
        Convention convention,
        double alpha,
        Counts counts,
        long macsConvFc,
        Parameters parameters,
        Reuse reuse,
        LayerwiseIntensity layerwise,
        Efficiency efficiency) {

    static NetworkDescription of(NetworkInput input, int batch, Convention convention, double alpha) {
        Network network = input.network();
        Counts counts = convention.count(network).forBatch(batch);
        return new NetworkDescription(
                network,
                input.coverage(),
                batch,
                convention,
                alpha,
                counts,
                Convention.CONV_FC.count(network).forBatch(batch).macs(),
                Parameters.of(network),
                new Reuse(counts),
                LayerwiseIntensity.of(network, batch),
                Efficiency.of(network, Precision.FP32, Buffers.SEPARATE, OperationEnergy.published()));
    }

    /** One layer with its counts for the batch. */
    record LayerDescription(String network, Node node, Counts counts) {
        @Nullable
        Double intensity() {
            return orNull(new Reuse(counts).arithmeticIntensity());
        }
    }

    List<LayerDescription> layers() {
        return network.nodes().stream()
                .map(node -> new LayerDescription(
                        network.name(), node, convention.count(node).forBatch(batch)))
                .toList();
    }

    long modelBytes(Precision precision) {
        return parameters.total() * precision.bytesPerElement();
    }

    @Nullable
    Double arithmeticIntensity() {
        return orNull(reuse.arithmeticIntensity());
    }

    @Nullable
    Double di() {
        return orNull(reuse.di(alpha));
    }

    @Nullable
    Double disparity() {
        return orNull(reuse.disparity(alpha));
    }

    static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }
}
