package macjoule.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import macjoule.model.count.Convention;
import macjoule.model.count.Counts;
import macjoule.model.net.Network;
import macjoule.model.net.Shape;
import macjoule.model.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaffeFormatTest {
    @TempDir
    private Path directory;

    /** The totals are those of Netscope for BVLC's bvlc_alexnet/deploy.prototxt at 224x224. */
    @Test
    void publishedAlexNetCountsAsInTheZoo() {
        Import alexNet =
                NetworkFiles.read(Samples.resource("alexnet.prototxt"), new Options(new Shape(3, 224, 224), false));

        assertThat(Convention.PAPER.count(alexNet.network())).isEqualTo(new Counts(722941184, 60965228, 2045360));
        assertThat(Samples.shapes(alexNet.network()))
                .isEqualTo(Samples.shapes(Zoo.find("alexnet").orElseThrow().network()));
        assertThat(alexNet.network().name()).isEqualTo("alexnet");
        assertThat(alexNet.coverage()).isEqualTo(1);
        assertThat(alexNet.notes()).isEmpty();
    }

    /** Krizhevsky et al. print 55x55 for the first layer, which follows from 227 pixels. */
    @Test
    void declaredInputHoldsIfNoneIsGiven() {
        Network alexNet = Samples.read("alexnet.prototxt").network();

        assertThat(Samples.node(alexNet, "conv1").output()).isEqualTo(new Shape(96, 55, 55));
    }

    /**
     * By hand: image 3x8x8; convolution 3x1, 4 filters, padded by one row above and below, 3*3*4 weights; pooling 3x3 by 2 rounded
     * up gives 4x4; 4*16*10 weights and 10 biases.
     */
    @Test
    void oldSpellingIsReadForTesting() {
        Network network = Samples.read("phases.prototxt").network();

        assertThat(Samples.shapes(network))
                .containsExactly(
                        "input 3x8x8",
                        "convolution 4x8x8",
                        "activation 4x8x8",
                        "pooling 4x4x4",
                        "fully-connected 10x1x1",
                        "softmax 10x1x1");
        assertThat(Convention.PAPER.count(network))
                .isEqualTo(new Counts(36 * 64 + 640, 36 + 650, 192 + 256 + 256 + 64 + 10 + 10));
    }

    @Test
    void branchesJoin() {
        Network network = Samples.read("branches.prototxt").network();

        assertThat(Samples.shapes(network))
                .containsExactly(
                        "input 4x6x6",
                        "depthwise-convolution 4x6x6",
                        "batch-norm 4x6x6",
                        "scale 4x6x6",
                        "activation 4x6x6",
                        "element-wise 4x6x6",
                        "concat 12x6x6",
                        "pooling 12x1x1",
                        "activation 12x1x1",
                        "element-wise 12x6x6",
                        "reshape 12x36x1",
                        "flatten 432x1x1");
    }

    @Test
    void trainingSourceServesIfThereIsNoOther() {
        String text = """
                layer { name: "d" type: "Data" top: "data" include { phase: TRAIN }
                        transform_param { crop_size: 5 force_gray: true } }
                layer { name: "r" type: "ReLU" bottom: "data" top: "data" }
                """;

        Import training = Samples.read(Samples.write(directory, "train.prototxt", text));

        assertThat(training.network().input()).isEqualTo(new Shape(1, 5, 5));
        assertThat(training.notes())
                .containsExactly("line 1, layer d: the channels of the images are written nowhere; taken to be 1");
    }

    @Test
    void lenienceTellsWhatItPassedOver() {
        String text = """
                layer { name: "d" type: "Input" top: "data" input_param { shape { dim: 1 dim: 2 dim: 4 dim: 4 } } }
                layer { name: "a" type: "ReLU" bottom: "data" top: "data" }
                layer { name: "b" type: "Power" bottom: "data" top: "b" }
                layer { name: "c" type: "TanH" bottom: "b" top: "c" }
                """;

        Import lenient = NetworkFiles.read(Samples.write(directory, "power.prototxt", text), new Options(null, true));

        assertThat(lenient.coverage()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(lenient.notes()).containsExactly("line 3, layer b: operator Power is not known and was passed over");
        assertThat(Samples.node(lenient.network(), "c").output()).isEqualTo(new Shape(2, 4, 4));
    }

    /** Labels are one number per image; neither they nor the accuracy count. By hand: 10 x 3x4x4 products, as many weights. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "layer { type: 'Input' name: 'y' top: 'label' input_param { shape { dim: 32 } } }",
                "input: 'label' input_shape { dim: 1 dim: 3 dim: 4 dim: 4 } input_shape { dim: 32 }"
            })
    void labelsDoNotCount(String labels) {
        String text = "input: 'data' input_dim: 1 input_dim: 3 input_dim: 4 input_dim: 4\n" + labels + """

                layer { name: "fc" type: "InnerProduct" bottom: "data" top: "fc" inner_product_param { num_output: 10 bias_term: false } }
                layer { name: "loss" type: "SoftmaxWithLoss" bottom: "fc" bottom: "label" }
                layer { name: "hits" type: "Accuracy" bottom: "fc" bottom: "label" top: "hits" }
                """;
        Network network =
                Samples.read(Samples.write(directory, "labels.prototxt", text)).network();

        assertThat(Convention.PAPER.count(network)).isEqualTo(new Counts(480, 480, 48 + 10 + 10));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            layer { name: "x" type: "Foo" bottom: "data" top: "x" } | operator Foo is not known | line 2, layer x: to count what is known
            layer { name: "x" type: "ReLU" bottom: "y" top: "x" } | it reads 'y', which no layer before it gives | line 2, layer x
            layer { name: "x" type: "Convolution" bottom: "data" top: "x" convolution_param { num_output: 1 kernel_size: -3 } } | kernel -3x-3 is not positive | line 2, layer x
            layer { name: "x" type: "Convolution" bottom: "data" top: "x" convolution_param { kernel_size: 3 } } | 'num_output' is missing | line 2, layer x
            layer { name: "x" type: "Convolution" bottom: "data" top: "x" convolution_param { num_output: 2 } } | no kernel size | line 2, layer x
            layer { name: "x" type: "Convolution" bottom: "data" top: "x" convolution_param { num_output: many kernel_size: 3 } } | num_output 'many' is not a whole number | line 2, layer x
            layer { name: "x" type: "Concat" bottom: "data" top: "x" concat_param { axis: 2 } } | concat along axis 2 | line 2, layer x
            layer { name: "x" type: "Slice" bottom: "data" top: "x" top: "y" } | operator Slice is not known | line 2, layer x
            layer { name: "x" type: "Data" top: "x" } | does not say what shape the input 'x' has | line 2, layer x: give it with --input
            layer { name: "x" type: "ReLU" | did not expect the end of the file | line 3: expected '}'
            layer { name: "x | a string that does not end | line 2
            layer { name "x" } | did not expect 'x' | line 2: expected ':' or '{'
            layer: 3 | 'layer' is a plain value | line 2
            layer { pooling_param ? } | unexpected character '?' | line 2
            """)
    void faultsAreNamedWithTheirLine(String layer, String what, String where) {
        String text = "input: 'data' input_dim: 1 input_dim: 3 input_dim: 8 input_dim: 8\n" + layer + "\n";

        Samples.assertRefused(Samples.write(directory, "bad.prototxt", text), what, "bad.prototxt, " + where);
    }
}
