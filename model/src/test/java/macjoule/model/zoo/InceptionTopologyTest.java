package macjoule.model.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Layer.Activation;
import macjoule.model.net.Layer.BatchNorm;
import macjoule.model.net.Layer.ElementWise;
import macjoule.model.net.Layer.FullyConnected;
import macjoule.model.net.Network;
import macjoule.model.net.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the papers and the published definition files say of the structure of the networks, which totals alone do not show. */
class InceptionTopologyTest {

    @Test
    void theFirstConvolutionOfInceptionV2HasEightFiltersPerColour() {
        Node first = layers("inception-v2").get(0);
        assertThat(first.type()).isEqualTo("depthwise-convolution");
        assertThat(first.output().channels()).isEqualTo(8 * first.input().channels());
    }

    /** Channels and size of the map that the classifier pools; Inception-V2 has 7 in its paper, for 224, and 8 for 231. */
    @ParameterizedTest
    @CsvSource({
        "inception-v2, 1024, 8",
        "inception-v3, 2048, 8",
        "inception-v4, 1536, 8",
        "inception-resnet-v2, 1536, 8",
        "xception, 2048, 10"
    })
    void theLastMapIsThatOfThePaper(String name, int channels, int size) {
        Node pooling = layers(name).stream()
                .filter(node -> node.layer() instanceof Layer.GlobalPooling)
                .findFirst()
                .orElseThrow();
        assertThat(pooling.input().channels()).isEqualTo(channels);
        assertThat(pooling.input().height()).isEqualTo(size);
        assertThat(pooling.input().width()).isEqualTo(size);
    }

    /** Mixed blocks and their output channels in Table 1 of the paper: three at 35x35, five at 17x17, three at 8x8. */
    @Test
    void blocksOfInceptionV3HaveTheWidthsOfThePaper() {
        assertThat(layers("inception-v3").stream()
                        .filter(node -> node.layer() instanceof Layer.Concat)
                        .map(node -> node.output().channels()))
                .containsExactly(256, 288, 288, 768, 768, 768, 768, 768, 1280, 2048, 2048);
    }

    /** Figures 3 to 9 of the paper: a stem of three joins, 4 blocks A, 7 blocks B, 3 blocks C and two reductions. */
    @Test
    void blocksOfInceptionV4HaveTheWidthsOfThePaper() {
        assertThat(layers("inception-v4").stream()
                        .filter(node -> node.layer() instanceof Layer.Concat)
                        .map(node -> node.output().channels()))
                .containsExactly(
                        160, 192, 384, 384, 384, 384, 384, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1536, 1536,
                        1536, 1536);
    }

    @Test
    void residualsOfInceptionResNetV2HaveABiasAndNoNormalisation() {
        Network network = network("inception-resnet-v2");
        Set<Node> normalised = network.layers().stream()
                .filter(node -> node.layer() instanceof BatchNorm)
                .map(node -> node.inputs().get(0))
                .collect(Collectors.toSet());
        List<Node> bare = network.layers().stream()
                .filter(node -> node.layer() instanceof Convolution && !normalised.contains(node))
                .toList();
        assertThat(bare).hasSize(40).allMatch(node -> ((Convolution) node.layer()).bias());
        assertThat(network.layers().stream()
                        .filter(node -> node.layer() instanceof ElementWise)
                        .map(node -> node.inputs().get(1)))
                .containsExactlyElementsOf(bare);
    }

    @Test
    void theLastResidualOfInceptionResNetV2IsNotRectified() {
        Network network = network("inception-resnet-v2");
        List<Node> sums = network.layers().stream()
                .filter(node -> node.layer() instanceof ElementWise)
                .toList();
        assertThat(readers(network, sums.get(38))).allMatch(node -> node.layer() instanceof Activation);
        assertThat(readers(network, sums.get(39))).allMatch(node -> node.layer() instanceof Convolution);
    }

    @Test
    void xceptionNormalisesOnlyPlainConvolutionsAndNotAlwaysRectifies() {
        Network network = network("xception");
        assertThat(count(network, BatchNorm.class)).isEqualTo(40);
        assertThat(count(network, Activation.class)).isEqualTo(35);
        List<Node> depthwise = network.layers().stream()
                .filter(node -> node.type().equals("depthwise-convolution"))
                .toList();
        assertThat(depthwise).hasSize(34);
        assertThat(depthwise.stream().flatMap(node -> readers(network, node).stream()))
                .hasSize(34)
                .allMatch(node -> node.layer() instanceof Convolution);
    }

    @Test
    void mapsOfXceptionShrinkAsPublished() {
        assertThat(layers("xception").stream()
                        .map(node -> node.output().height())
                        .distinct())
                .containsExactly(149, 147, 74, 37, 19, 10, 1);
    }

    /** The classifier is the only fully connected layer of each of these networks. */
    @ParameterizedTest
    @CsvSource({"inception-v2", "inception-v3", "inception-v4", "inception-resnet-v2", "xception"})
    void oneLayerIsFullyConnected(String name) {
        assertThat(count(network(name), FullyConnected.class)).isEqualTo(1);
    }

    private static Network network(String name) {
        return Zoo.find(name).orElseThrow().network();
    }

    private static List<Node> layers(String name) {
        return network(name).layers();
    }

    private static long count(Network network, Class<? extends Layer> kind) {
        return network.layers().stream()
                .filter(node -> kind.isInstance(node.layer()))
                .count();
    }

    private static List<Node> readers(Network network, Node node) {
        return IntStream.range(node.index() + 1, network.nodes().size())
                .mapToObj(network.nodes()::get)
                .filter(later -> later.inputs().contains(node))
                .toList();
    }
}
