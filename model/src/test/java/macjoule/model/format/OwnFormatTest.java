package macjoule.model.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import macjoule.model.count.Convention;
import macjoule.model.count.Counts;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Network;
import macjoule.model.net.NetworkBuilder;
import macjoule.model.net.Node;
import macjoule.model.net.Pad;
import macjoule.model.net.Padding;
import macjoule.model.net.Reshape;
import macjoule.model.net.Rounding;
import macjoule.model.net.Shape;
import macjoule.model.net.Tensor;
import macjoule.model.net.Upsample;
import macjoule.model.net.Window;
import macjoule.model.zoo.Zoo;
import macjoule.model.zoo.ZooEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OwnFormatTest {
    @TempDir
    private Path directory;

    /** By hand: 16x16x16 maps; 3*3*3*16 + 16, 3*16 and 16*10 + 10 parameters. */
    @Test
    void networkWrittenByHand() {
        Network tiny = Samples.read("tiny.json").network();

        assertThat(tiny.name()).isEqualTo("tiny");
        assertThat(Convention.PAPER.count(tiny))
                .isEqualTo(new Counts(432 * 256 + 48 * 256 + 160, 448 + 48 + 170, 3072 + 4 * 4096 + 16 + 10));
    }

    @ParameterizedTest
    @MethodSource("zoo")
    void zooSurvivesTheRoundTrip(ZooEntry entry) {
        assertSurvives(entry.network());
    }

    static List<ZooEntry> zoo() {
        return Zoo.entries();
    }

    @Test
    void everyTypeOfLayerSurvivesTheRoundTrip() {
        NetworkBuilder builder = new NetworkBuilder("a \"quoted\" name");
        Tensor image = builder.input("image", new Shape(4, 12, 12));
        Window window = new Window(3, 2, 2, 1, new Padding(1, 2, 0, 1), 1, 2);
        Tensor all = image.conv("conv", new Convolution(8, window, 2, false))
                .apply("norm", new Layer.BatchNorm(false, true))
                .apply("scale", new Layer.Scale())
                .apply("swish", new Layer.Activation(Layer.Activation.Function.HARD_SWISH))
                .apply("lrn", new Layer.LocalResponseNorm(3))
                .apply("pad", new Pad(new Padding(0, 1, 2, 3)))
                .apply("up", new Upsample(2, 1))
                .apply("pool", new Layer.Pooling(Layer.Pooling.Mode.AVERAGE, window, Rounding.UP))
                .apply("max", new Layer.Pooling(Layer.Pooling.Mode.MAX, Window.of(2), Rounding.DOWN))
                .apply("drop", new Layer.Dropout());
        Tensor squeezed = all.apply("squeeze", new Layer.GlobalPooling(Layer.Pooling.Mode.MAX));
        Tensor product =
                builder.add("gate", new Layer.ElementWise(Layer.ElementWise.Operation.PRODUCT), List.of(all, squeezed));
        Tensor.concat("stack", product, all, product)
                .apply("flat", new Layer.Flatten())
                .apply(
                        "rows",
                        new Reshape(new Shape(
                                2, 8 * 3 * all.shape().height() / 2, all.shape().width())))
                .apply("fc", new Layer.FullyConnected(7, false))
                .apply("prob", new Layer.Softmax());

        assertSurvives(builder.build());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "type": "recurrent" | operator recurrent is not known | layer x: to count what is known
            "type": "convolution", "filters": 2, "kernel": -3 | kernel -3x-3 is not positive | layer x
            "type": "convolution", "filters": 2 | 'kernel' is missing | layer x
            "type": "convolution", "filters": 2, "kernel": 3, "strides": 2 | the field 'strides' is not known here | layer x
            "type": "convolution", "filters": "2", "kernel": 3 | 'filters' is "2", not a whole number | layer x
            "type": "convolution", "filters": 2, "kernel": [3, 3, 3] | not one or two whole numbers | layer x
            "type": "softmax", "axis": 1 | the field 'axis' is not known here | layer x
            "type": "softmax", "inputs": ["y"] | it reads 'y', which no layer before it gives | layer x
            "type": "softmax", "inputs": ["x"] | it reads 'x', which no layer before it gives | layer x
            "type": "activation", "function": "bump" | the function 'bump' is not known | layer x: use elu, gelu
            "type": "pooling", "mode": "median", "kernel": 2 | mode 'median' is not known | layer x: use average, max
            "type": "input" | does not say what shape the input 'x' has | layer x: give it with --input
            "type": "input", "shape": "3x4" | '3x4' is not a shape | layer x
            "inputs": ["in"] | 'type' is missing | layer x
            """)
    void faultsAreNamedWithTheirLayer(String fields, String what, String where) {
        String text = """
                {"schema": "macjoule.network/1", "name": "bad", "layers": [
                  {"name": "in", "type": "input", "shape": "3x8x8"},
                  {"name": "x", %s}]}
                """.formatted(fields);

        Samples.assertRefused(Samples.write(directory, "bad.json", text), what, "bad.json, " + where);
    }

    @Test
    void brokenHeadersAreRefused() {
        Path other = Samples.write(
                directory, "a.json", "{\"schema\": \"macjoule.network/9\", \"name\": \"n\", \"layers\": []}");
        Path empty = Samples.write(
                directory, "b.json", "{\"schema\": \"macjoule.network/1\", \"name\": \"n\", \"layers\": []}");

        Samples.assertRefused(other, "schema 'macjoule.network/9'", "a.json, top level: write macjoule.network/1");
        Samples.assertRefused(empty, "describes no layers", "b.json");
    }

    /** Both would be read as something that stands in the file, and not the whole of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"schema": "macjoule.network/1", "name": "n", "layers": []} {"x": 1} | something follows
            {"schema": "macjoule.network/1", "name": "n", "layers": []} x        | Unrecognized token
            {"schema": "macjoule.network/1", "name": "n", "name": "m", "layers": []} | Duplicate field 'name'
            {"class_name": "Functional", "class_name": "Sequential", "config": {}} | Duplicate field 'class_name'
            """)
    void whatFollowsOrStandsTwiceIsRefused(String text, String what) {
        Samples.assertRefused(Samples.write(directory, "twice.json", text), what, "twice.json");
    }

    private void assertSurvives(Network network) {
        Path file = directory.resolve("copy.json");
        NetworkFiles.write(file, network);
        Network copy = Samples.read(file).network();

        assertThat(copy.name()).isEqualTo(network.name());
        assertThat(copy.nodes().stream().map(OwnFormatTest::essence).toList())
                .isEqualTo(network.nodes().stream().map(OwnFormatTest::essence).toList());
    }

    private static List<Object> essence(Node node) {
        return List.of(
                node.name(),
                node.layer(),
                node.inputs().stream().map(Node::name).toList(),
                node.output());
    }
}
