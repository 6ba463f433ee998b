package macjoule.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import macjoule.model.count.Convention;
import macjoule.model.count.Parameters;
import macjoule.model.net.Network;
import macjoule.model.net.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DarknetFormatTest {
    @TempDir
    private Path directory;

    /**
     * The authors' web page (pjreddie.com/darknet/yolo) gives 5.56 billion operations, two for each multiply-accumulate. Each
     * box of the 13x13 and the 26x26 map has 255 numbers.
     */
    @Test
    void yoloV3TinyHasThePublishedOperations() {
        Network network = Samples.read("yolov3-tiny.cfg").network();

        long macs = Convention.CONV_FC.count(network).macs();
        assertThat(2 * macs / 1e9).isCloseTo(5.56, within(0.005));
        assertThat(Samples.node(network, "convolutional-15").output()).isEqualTo(new Shape(255, 13, 13));
        assertThat(Samples.node(network, "maxpool-11").output()).isEqualTo(new Shape(512, 13, 13));
        assertThat(Samples.node(network, "route-20").output()).isEqualTo(new Shape(384, 26, 26));
        assertThat(Samples.node(network, "convolutional-22").output()).isEqualTo(new Shape(255, 26, 26));
    }

    /** By hand: 3x3 over 1 channel for 4 filters, 1x1 over 4 for 4, and 16 inputs for 10 outputs. */
    @Test
    void sectionsMeanWhatDarknetMakesOfThem() {
        Import kinds = NetworkFiles.read(Samples.resource("kinds.cfg"), new Options(null, true));

        assertThat(Samples.shapes(kinds.network()))
                .containsExactly(
                        "input 2x8x8",
                        "depthwise-convolution 4x4x4",
                        "activation 4x4x4",
                        "convolution 4x4x4",
                        "batch-norm 4x4x4",
                        "activation 4x4x4",
                        "element-wise 4x4x4",
                        "reshape 16x2x2",
                        "lrn 16x2x2",
                        "pooling 16x1x1",
                        "dropout 16x1x1",
                        "fully-connected 10x1x1",
                        "softmax 10x1x1");
        assertThat(Parameters.of(kinds.network())).isEqualTo(new Parameters(36 + 16 + 160, 4 + 10, 8));
        assertThat(kinds.notes())
                .containsExactly(
                        "line 14, layer crop_nothing_known-1: operator [crop_nothing_known] is not known and was passed over");
        assertThat(kinds.coverage()).isCloseTo(12 / 13.0, within(1e-12));
    }

    @Test
    void imageCanBeReplaced() {
        Options larger = new Options(new Shape(3, 608, 608), false);

        assertThat(NetworkFiles.read(Samples.resource("yolov3-tiny.cfg"), larger)
                        .network()
                        .input())
                .isEqualTo(new Shape(3, 608, 608));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [local]                       | operator [local] is not known | line 5, layer local-0: to count what is known
            [route];layers=-2             | it reads layer -2, which is not before it | line 5, layer route-0
            [route];layers=0              | it reads layer 0, which is not before it | line 5, layer route-0
            [route];layers=-1;groups=2    | a route that takes one of 2 groups | line 5, layer route-0
            [route]                       | layers '' is not a whole number | line 5, layer route-0
            [convolutional];size=-3       | kernel -3x-3 is not positive | line 5, layer convolutional-0
            [convolutional];filters=x     | filters 'x' is not a whole number | line 5, layer convolutional-0
            [convolutional];activation=no | operator activation no is not known | line 5, layer convolutional-0
            [maxpool];size=9;padding=0    | does not fit the padded height 8 | line 5, layer maxpool-0
            [reorg];stride=3              | does not split into squares of 3 | line 5, layer reorg-0
            nonsense                      | 'nonsense' is neither a section nor a setting | line 5
            """)
    void faultsAreNamedWithTheirLine(String section, String what, String where) {
        String text = "[net]\nheight=8\nwidth=8\nchannels=3\n" + section.replace(";", "\n") + "\n";

        Samples.assertRefused(Samples.write(directory, "bad.cfg", text), what, "bad.cfg, " + where);
    }

    @Test
    void imageSizeIsNeeded() {
        Path file = Samples.write(directory, "bad.cfg", "[net]\nbatch=1\n[softmax]\n");

        Samples.assertRefused(file, "does not say what shape the input 'input' has", "bad.cfg, line 1, [net]");
    }

    @Test
    void otherFilesAreRefused() {
        Path file = Samples.write(directory, "bad.cfg", "[server]\nport=80\n");

        Samples.assertRefused(file, "does not begin with [net]", "bad.cfg");
    }
}
