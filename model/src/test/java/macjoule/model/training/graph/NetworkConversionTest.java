package macjoule.model.training.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import macjoule.model.count.Convention;
import macjoule.model.count.Parameters;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Layer.Pooling;
import macjoule.model.net.Network;
import macjoule.model.net.NetworkBuilder;
import macjoule.model.net.Pad;
import macjoule.model.net.Padding;
import macjoule.model.net.Reshape;
import macjoule.model.net.Rounding;
import macjoule.model.net.Shape;
import macjoule.model.net.Tensor;
import macjoule.model.net.Upsample;
import macjoule.model.net.Window;
import macjoule.model.training.CapacityRange;
import macjoule.model.training.Hardware;
import macjoule.model.training.Iteration;
import macjoule.model.training.TrainingModel;
import macjoule.model.training.TrainingOptions;
import macjoule.model.zoo.Zoo;
import macjoule.model.zoo.ZooEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks described for counting, turned into training graphs. */
class NetworkConversionTest {

    /** Krizhevsky et al.: 60 965 224 parameters as published with Caffe; the model has groups, LRN, dropout and a flatten. */
    @Test
    void alexNetKeepsItsParametersAndWork() {
        TrainingGraph graph =
                NetworkConversion.of(Zoo.find("alexnet").orElseThrow().network(), 2);
        assertThat(graph.parameters()).isEqualTo(60_965_224);
        // Weights of each layer times the positions it is applied at, for two images of 224 x 224.
        long conv = 54L * 54 * 34848 + 27L * 27 * 307200 + 13L * 13 * (884736 + 663552 + 442368);
        assertThat(graph.macs()).isEqualTo(2 * (conv + 6L * 6 * 256 * 4096 + 4096L * 4096 + 4096 * 1000));
    }

    @Test
    void aSmallNetworkKeepsItsShapeAndLosesWhatMovesNoData() {
        Tensor image = new NetworkBuilder("small").input(new Shape(4, 8, 8));
        Tensor a = image.conv("conv", Convolution.of(6, 3).pad(1).noBias())
                .batchNorm()
                .relu();
        Tensor b = a.depthwise("dw", Window.of(3).withPadding(Padding.all(1)));
        Network network = a.plus("sum", b)
                .pool("pool", Pooling.Mode.AVERAGE, 2, 2, 0, Rounding.DOWN)
                .flatten()
                .fullyConnected("fc", 10)
                .network();
        TrainingGraph graph = NetworkConversion.of(network, 3);

        assertThat(graph.layers())
                .extracting(TrainingLayer::type)
                .containsExactly(
                        LayerType.INPUT,
                        LayerType.CONVOLUTION,
                        LayerType.BATCH_NORM,
                        LayerType.ACTIVATION,
                        LayerType.DEPTHWISE_CONVOLUTION,
                        LayerType.ADD,
                        LayerType.AVERAGE_POOLING,
                        LayerType.FULLY_CONNECTED);
        assertThat(graph.layer(3).inputs()).containsExactly("conv/bn");
        assertThat(graph.layer(7).inputs()).containsExactly("pool");
        assertThat(graph.layers())
                .extracting(TrainingLayer::weights)
                .containsExactly(0L, 216L, 24L, 0L, 54L, 0L, 0L, 970L);
        assertThat(graph.layers())
                .extracting(TrainingLayer::ops)
                .containsExactly(0L, 3 * 64 * 216L, 3 * 384L, 3 * 384L, 3 * 64 * 54L, 3 * 384L, 3 * 4 * 96L, 3 * 960L);
    }

    static Stream<ZooEntry> zoo() {
        return Zoo.entries().stream();
    }

    /** Work and parameters as counted on the network itself, plus the two running moments of every normalised channel. */
    @ParameterizedTest
    @MethodSource("zoo")
    void everyNetworkOfTheZooConvertsAndTrains(ZooEntry entry) {
        Network network = entry.network();
        TrainingGraph graph = NetworkConversion.of(network, 3);
        assertThat(graph.macs()).isEqualTo(3 * Convention.CONV_FC.count(network).macs());
        long moments = network.nodes().stream()
                .filter(node -> node.layer() instanceof Layer.BatchNorm)
                .mapToLong(node -> 2L * node.output().channels())
                .sum();
        assertThat(graph.parameters()).isEqualTo(Parameters.of(network).total() + moments);

        TrainingModel model = TrainingModel.of(graph, TrainingOptions.THESIS);
        long capacity = 24 * CapacityRange.MIB;
        Iteration run = model.run(capacity, Hardware.RTX_2080_TI);
        assertThat(run.traffic()).isGreaterThan(model.trafficBound(capacity).total());
        assertThat(run.utilisation()).isBetween(0.01, 1.0);
    }

    /** Two descriptions of ResNet-50, keras' and that of He et al., both with the stride on the first 1x1 of a stage. */
    @Test
    void theKerasGraphDoesTheWorkOfTheOriginal() {
        Network original = Zoo.find("resnet-50").orElseThrow().network();
        assertThat(Workload.RESNET_50.graph(7).macs())
                .isEqualTo(NetworkConversion.of(original, 7).macs());
    }

    @Test
    void layersThatMoveDataConvert() {
        Network network = new NetworkBuilder("moves")
                .input(new Shape(4, 6, 6))
                .apply("pad", new Pad(Padding.all(1)))
                .apply("reshape", new Reshape(new Shape(16, 4, 4)))
                .apply("up", new Upsample(2, 2))
                .network();
        TrainingGraph graph = NetworkConversion.of(network, 1);
        assertThat(graph.layers())
                .extracting(TrainingLayer::type)
                .containsExactly(LayerType.INPUT, LayerType.ZERO_PADDING, LayerType.UPSAMPLE);
        assertThat(graph.layer(2).inputs()).containsExactly("pad");
        assertThat(graph.layers()).extracting(TrainingLayer::ops).containsExactly(0L, 0L, 16 * 8 * 8L);
    }
}
