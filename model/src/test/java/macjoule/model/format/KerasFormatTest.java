package macjoule.model.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import macjoule.model.count.Convention;
import macjoule.model.count.Parameters;
import macjoule.model.net.Network;
import macjoule.model.net.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KerasFormatTest {
    @TempDir
    private Path directory;

    /** The summary in Keras' example "Simple MNIST convnet" gives 34,826 parameters and the shapes. */
    @Test
    void sequentialModelHasThePublishedParameters() {
        Network network = Samples.read("mnist-convnet.json").network();

        assertThat(Parameters.of(network).total()).isEqualTo(34_826);
        assertThat(Samples.shapes(network))
                .containsExactly(
                        "input 1x28x28",
                        "convolution 32x26x26",
                        "activation 32x26x26",
                        "pooling 32x13x13",
                        "convolution 64x11x11",
                        "activation 64x11x11",
                        "pooling 64x5x5",
                        "flatten 1600x1x1",
                        "dropout 1600x1x1",
                        "fully-connected 10x1x1",
                        "softmax 10x1x1");
    }

    /** The summary of the toy ResNet in Keras' guide to the functional API gives 223,242 parameters. */
    @ParameterizedTest
    @ValueSource(strings = {"toy-resnet-keras2.json", "toy-resnet-keras3.json"})
    void functionalModelHasThePublishedParameters(String resource) {
        Network network = Samples.read(resource).network();

        assertThat(Parameters.of(network).total()).isEqualTo(223_242);
        assertThat(Samples.node(network, "max_pooling2d_2").output()).isEqualTo(new Shape(64, 9, 9));
        assertThat(Samples.node(network, "conv2d_14").output()).isEqualTo(new Shape(64, 7, 7));
    }

    @Test
    void archiveReadsLikeItsConfiguration() throws IOException {
        byte[] json = Files.readAllBytes(Samples.resource("toy-resnet-keras3.json"));
        Path file = Samples.write(directory, "toy.keras", zip("config.json", json));

        assertThat(Samples.shapes(Samples.read(file).network()))
                .isEqualTo(Samples.shapes(Samples.read("toy-resnet-keras3.json").network()));
    }

    /**
     * By hand. SAME with kernel 3 and stride 2 over 4x6 gives 2x3, padded at the bottom and the right only. Weights: depthwise
     * 3*3*8, separable 3*3*8 + 8*6, gate 6*6, last 12*5; parameters of the normalisation without scale: 8.
     */
    @Test
    void layersOfMobileNetworks() {
        Network network = Samples.read("mobile-parts.json").network();

        assertThat(Samples.shapes(network))
                .containsExactly(
                        "input 4x9x9",
                        "element-wise 4x9x9",
                        "padding 4x10x14",
                        "depthwise-convolution 8x4x6",
                        "batch-norm 8x4x6",
                        "activation 8x4x6",
                        "depthwise-convolution 8x2x3",
                        "convolution 6x2x3",
                        "activation 6x2x3",
                        "pooling 6x1x1",
                        "reshape 6x1x1",
                        "fully-connected 6x1x1",
                        "activation 6x1x1",
                        "element-wise 6x2x3",
                        "upsample 6x4x6",
                        "pooling 6x2x3",
                        "concat 12x2x3",
                        "convolution 5x2x3",
                        "softmax 5x2x3");
        assertThat(Parameters.of(network)).isEqualTo(new Parameters(72 + 72 + 48 + 36 + 60, 6 + 5, 8));
        assertThat(Convention.CONV_FC.count(network).macs()).isEqualTo(72 * 24 + 72 * 6 + 48 * 6 + 36 + 60 * 6);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Lambda | "a": 1 | ["in", 0, 0, {}] | operator Lambda is not known | layer x
            Conv2D | "filters": 2, "kernel_size": [-3, -3] | ["in", 0, 0, {}] | kernel -3x-3 is not positive | layer x
            Conv2D | "kernel_size": [3, 3] | ["in", 0, 0, {}] | 'filters' is missing | layer x
            Conv2D | "filters": 2, "kernel_size": 1.5 | ["in", 0, 0, {}] | 'kernel_size' is 1.5, not a whole number | layer x
            Conv2D | "filters": 2, "kernel_size": 1, "data_format": "channels_first" | ["in", 0, 0, {}] | channels_first | layer x
            Conv2D | "filters": 2, "kernel_size": 1, "padding": "causal" | ["in", 0, 0, {}] | padding 'causal' | layer x
            Dense | "units": 2, "activation": "selu" | ["in", 0, 0, {}] | operator activation selu is not known | layer x
            Flatten | "a": 1 | ["y", 0, 0, {}] | it reads 'y', which is not there | layer x
            Flatten | "a": 1 | ["x", 0, 0, {}] | it reads 'x', which waits for it or for others in a cycle | layer x
            Flatten | "a": 1 | {} | layer with 0 inputs | layer x
            Reshape | "target_shape": [5, 5] | ["in", 0, 0, {}] | a target shape of [5, 5] | layer x
            Reshape | "target_shape": [5] | ["in", 0, 0, {}] | has not the elements | layer x
            Concatenate | "axis": 1 | ["in", 0, 0, {}] | concatenation along axis 1 | layer x
            InputLayer | "batch_shape": [null, null, null, 3] | {} | does not say what shape the input 'x' has | layer x
            """)
    void faultsAreNamedWithTheirLayer(String type, String config, String inbound, String what, String where) {
        String text = """
                {"class_name": "Functional", "config": {"name": "m", "layers": [
                  {"class_name": "InputLayer", "config": {"name": "in", "batch_shape": [null, 8, 8, 3]}, "inbound_nodes": []},
                  {"class_name": "%s", "config": {"name": "x", %s}, "inbound_nodes": [[%s]]}]}}
                """.formatted(type, config, inbound);

        Samples.assertRefused(Samples.write(directory, "bad.json", text), what, "bad.json, " + where);
    }

    @Test
    void sharedLayersAreRefused() {
        String text = """
                {"class_name": "Model", "config": {"layers": [
                  {"class_name": "ReLU", "config": {"name": "r"}, "inbound_nodes": [[["a", 0, 0]], [["b", 0, 0]]]}]}}
                """;

        Samples.assertRefused(
                Samples.write(directory, "bad.json", text), "the layer is applied 2 times", "bad.json, layer r");
    }

    @Test
    void brokenFilesAreRefused() throws IOException {
        byte[] whole = zip("config.json", "{\"class_name\": \"Sequential\"}".getBytes(StandardCharsets.UTF_8));

        Samples.assertRefused(
                Samples.write(directory, "a.keras", Arrays.copyOf(whole, whole.length / 2)),
                "cannot be read",
                "a.keras");
        Samples.assertRefused(
                Samples.write(directory, "b.keras", zip("x.json", whole)), "holds no config.json", "b.keras");
        Samples.assertRefused(Samples.write(directory, "c.keras", whole), "describes no layers", "c.keras");
        Samples.assertRefused(directory.resolve("d.keras"), "there is no such file", "d.keras");
        Samples.assertRefused(
                Samples.write(directory, "e.json", "{\n\"class_name\": "), "is not JSON", "e.json, line 2");
        Samples.assertRefused(
                Samples.write(directory, "f.json", "[1]"), "neither a network nor a Keras model", "f.json");
        Samples.assertRefused(Samples.write(directory, "g.h5", ""), "'h5' is not the ending", "g.h5");
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream archive = new ZipOutputStream(bytes)) {
            archive.putNextEntry(new ZipEntry(name));
            archive.write(content);
            archive.closeEntry();
        }
        return bytes.toByteArray();
    }
}
