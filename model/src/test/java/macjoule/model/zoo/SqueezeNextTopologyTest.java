package macjoule.model.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer.Activation;
import macjoule.model.net.Layer.ElementWise;
import macjoule.model.net.Layer.FullyConnected;
import macjoule.model.net.Node;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the paper and the definition files of its authors say of the structure, which totals alone do not show. */
class SqueezeNextTopologyTest {

    @ParameterizedTest
    @ValueSource(strings = {"sqnxt-23-1.0", "sqnxt-23-1.0-v5", "sqnxt-23-1.0-g", "sqnxt-23-2.0", "sqnxt-23-2.0-v5"})
    void everyVariantHasTwentyOneBlocksAndRectifiesConvolutionsAndSums(String name) {
        List<Node> layers = layers(name);
        assertThat(layers.stream().filter(node -> node.layer() instanceof ElementWise))
                .hasSize(21);
        assertThat(layers.stream().filter(node -> node.layer() instanceof Convolution))
                .hasSize(111);
        assertThat(layers.stream().filter(node -> node.layer() instanceof Activation))
                .hasSize(132);
    }

    /** Blocks per stage, told by the channels of their sums. */
    @ParameterizedTest
    @CsvSource({
        "sqnxt-23-1.0, 32, 6 6 8 1",
        "sqnxt-23-1.0-v5, 32, 2 4 14 1",
        "sqnxt-23-1.0-g, 32, 6 6 8 1",
        "sqnxt-23-2.0, 64, 6 6 8 1",
        "sqnxt-23-2.0-v5, 64, 2 4 14 1"
    })
    void stagesDoubleInWidth(String name, int width, String blocks) {
        List<Node> layers = layers(name);
        List<Long> counts = List.of(width, 2 * width, 4 * width, 8 * width).stream()
                .map(channels -> layers.stream()
                        .filter(node -> node.layer() instanceof ElementWise)
                        .filter(node -> node.output().channels() == channels)
                        .count())
                .toList();
        assertThat(counts).hasToString("[" + blocks.replace(" ", ", ") + "]");
    }

    @ParameterizedTest
    @CsvSource({"sqnxt-23-1.0, 0", "sqnxt-23-1.0-v5, 0", "sqnxt-23-1.0-g, 63"})
    void onlyTheGroupedVariantSplitsChannelsThreeTimesPerBlock(String name, int expected) {
        assertThat(layers(name).stream()
                        .filter(node -> node.layer() instanceof Convolution convolution && convolution.groups() == 2))
                .hasSize(expected);
    }

    /** In v5 the first block of a stage reads its projection; otherwise both read the stage before. */
    @ParameterizedTest
    @CsvSource({"sqnxt-23-1.0, 3", "sqnxt-23-1.0-v5, 0"})
    void halvingHappensBesideTheShortcutOrInItAlone(String name, int besideTheShortcut) {
        long halving = layers(name).stream()
                .filter(node -> node.layer() instanceof Convolution convolution
                        && convolution.window().strideHeight() == 2)
                .count();
        int stemAndShortcuts = 4;
        assertThat(halving).isEqualTo(stemAndShortcuts + besideTheShortcut);
    }

    @ParameterizedTest
    @CsvSource({"sqnxt-23-1.0, 54", "sqnxt-23-1.0-v5, 55"})
    void theFirstStageWorksOnTheMapOfTheDefinitionAt224(String name, int size) {
        Node firstSum = layers(name).stream()
                .filter(node -> node.layer() instanceof ElementWise)
                .findFirst()
                .orElseThrow();
        assertThat(firstSum.output().height()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqnxt-23-1.0", "sqnxt-23-2.0-v5"})
    void theClassifierHasNoBias(String name) {
        assertThat(layers(name).stream().map(Node::layer)).contains(new FullyConnected(1000, false));
    }

    private static List<Node> layers(String name) {
        return Zoo.find(name).orElseThrow().network().layers();
    }
}
