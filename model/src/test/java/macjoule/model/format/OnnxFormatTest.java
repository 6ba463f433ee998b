package macjoule.model.format;

import static macjoule.model.format.OnnxModel.integer;
import static macjoule.model.format.OnnxModel.integers;
import static macjoule.model.format.OnnxModel.packedFloats;
import static macjoule.model.format.OnnxModel.tensor;
import static macjoule.model.format.OnnxModel.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import macjoule.model.count.Convention;
import macjoule.model.count.Parameters;
import macjoule.model.net.Network;
import macjoule.model.net.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFormatTest {
    @TempDir
    private Path directory;

    /** Torchvision's documentation of its AlexNet gives 61,100,840 parameters and 0.71 billion multiply-accumulates. */
    @Test
    void torchvisionAlexNetHasThePublishedParameters() {
        Network alexNet = read(torchvisionAlexNet()).network();

        assertThat(Parameters.of(alexNet).total()).isEqualTo(61_100_840);
        assertThat(Convention.CONV_FC.count(alexNet).macs() / 1e9).isCloseTo(0.71, within(0.005));
        assertThat(Samples.node(alexNet, "node-p3").output()).isEqualTo(new Shape(256, 6, 6));
    }

    private static OnnxModel torchvisionAlexNet() {
        OnnxModel model = new OnnxModel().input("x", 0, 3, 224, 224);
        conv(model, "x", "c1", 4, 2, 64, 3, 11);
        pool(model, "c1r", "p1");
        conv(model, "p1", "c2", 1, 2, 192, 64, 5);
        pool(model, "c2r", "p2");
        conv(model, "p2", "c3", 1, 1, 384, 192, 3);
        conv(model, "c3r", "c4", 1, 1, 256, 384, 3);
        conv(model, "c4r", "c5", 1, 1, 256, 256, 3);
        pool(model, "c5r", "p3");
        model.node("Shape", List.of("p3"), "sizes")
                .node("Constant", List.of(), "zero", tensor("value", 0))
                .node("Gather", List.of("sizes", "zero"), "batch")
                .constant("rest", -1)
                .node("Concat", List.of("batch", "rest"), "target", integer("axis", 0))
                .node("Reshape", List.of("p3", "target"), "flat");
        gemm(model, "flat", "fc1", 4096, 9216);
        gemm(model, "fc1", "fc2", 4096, 4096);
        gemm(model, "fc2", "fc3", 1000, 4096);
        return model;
    }

    private static void conv(OnnxModel model, String input, String name, int stride, int pad, long... dims) {
        model.weights(name + "w", dims[0], dims[1], dims[2], dims[2])
                .weights(name + "b", dims[0])
                .node(
                        "Conv",
                        List.of(input, name + "w", name + "b"),
                        name,
                        integers("strides", stride, stride),
                        integers("pads", pad, pad, pad, pad))
                .node("Relu", List.of(name), name + "r");
    }

    private static void pool(OnnxModel model, String input, String name) {
        model.node("MaxPool", List.of(input), name, integers("kernel_shape", 3, 3), integers("strides", 2, 2));
    }

    private static void gemm(OnnxModel model, String input, String name, long outputs, long inputs) {
        model.weights(name + "w", outputs, inputs)
                .weights(name + "b", outputs)
                .node("Gemm", List.of(input, name + "w", name + "b"), name, integer("transB", 1));
    }

    /** By hand; SAME over 9 with stride 2 gives 5, a window of 2 over 5 by 2 rounded up gives 3. */
    @Test
    void operatorsOfMobileNetworks() {
        OnnxModel model = new OnnxModel()
                .input("image", 1, 9, 9, 4)
                .node("Transpose", List.of("image"), "x", integers("perm", 0, 3, 1, 2))
                .weights("w1", 4, 1, 3, 3)
                .node(
                        "Conv",
                        List.of("x", "w1"),
                        "dw",
                        integer("group", 4),
                        text("auto_pad", "SAME_UPPER"),
                        integers("strides", 2, 2))
                .weights("v", 4)
                .node("BatchNormalization", List.of("dw", "v", "v", "v", "v"), "bn")
                .node("HardSwish", List.of("bn"), "act")
                .node(
                        "AveragePool",
                        List.of("act"),
                        "pool",
                        integers("kernel_shape", 2, 2),
                        integers("strides", 2, 2),
                        integer("ceil_mode", 1))
                .constant("axes", 2, 3)
                .node("ReduceMean", List.of("pool", "axes"), "mean")
                .node("Mul", List.of("pool", "mean"), "gated")
                .node("Clip", List.of("gated"), "six")
                .constant("pads", 0, 0, 1, 2, 0, 0, 3, 4)
                .node("Pad", List.of("six", "pads"), "padded")
                .node("Upsample", List.of("padded"), "up", packedFloats("scales", 1, 1, 2, 3))
                .node("Concat", List.of("up", "up"), "stack", integer("axis", 1))
                .node("Add", List.of("stack", "v"), "shifted")
                .node("GlobalAveragePool", List.of("shifted"), "squeezed")
                .node("Squeeze", List.of("squeezed", "axes"), "vector")
                .weights("m", 8, 10)
                .node("MatMul", List.of("vector", "m"), "scores")
                .weights("bias", 10)
                .node("Add", List.of("scores", "bias"), "biased")
                .node("Identity", List.of("biased"), "same")
                .node("Softmax", List.of("same"), "prob");

        Network network = read(model).network();

        assertThat(Samples.shapes(network))
                .containsExactly(
                        "input 9x9x4",
                        "reshape 4x9x9",
                        "depthwise-convolution 4x5x5",
                        "batch-norm 4x5x5",
                        "activation 4x5x5",
                        "pooling 4x3x3",
                        "pooling 4x1x1",
                        "element-wise 4x3x3",
                        "activation 4x3x3",
                        "padding 4x7x9",
                        "upsample 4x14x27",
                        "concat 8x14x27",
                        "element-wise 8x14x27",
                        "pooling 8x1x1",
                        "reshape 8x1x1",
                        "fully-connected 10x1x1",
                        "softmax 10x1x1");
        assertThat(Parameters.of(network)).isEqualTo(new Parameters(36 + 80, 10, 8));
    }

    /** A channel shuffle as ShuffleNet exports it: groups are split off, swapped and joined. */
    @Test
    void channelsCanBeShuffled() {
        OnnxModel model = new OnnxModel()
                .input("x", 1, 6, 4, 4)
                .constant("split", 1, 2, 3, 4, 4)
                .node("Reshape", List.of("x", "split"), "groups")
                .node("Transpose", List.of("groups"), "swapped", integers("perm", 0, 2, 1, 3, 4))
                .constant("join", 0, -1, 4, 4)
                .node("Reshape", List.of("swapped", "join"), "joined");

        assertThat(Samples.node(read(model).network(), "node-joined").output()).isEqualTo(new Shape(6, 4, 4));
    }

    @Test
    void openInputIsFilledIn() {
        Path file = write(new OnnxModel().input("x", 0, 3, 0, 0).node("Relu", List.of("x"), "y"));

        assertThat(NetworkFiles.read(file, new Options(new Shape(3, 5, 7), false))
                        .network()
                        .input())
                .isEqualTo(new Shape(3, 5, 7));
        Samples.assertRefused(
                file, "does not say what shape the input 'x' has", "model.onnx, input x: give it with --input");
    }

    @Test
    void lenienceTellsWhatItPassedOver() {
        Path file = write(new OnnxModel()
                .input("x", 1, 3, 8, 8)
                .weights("c", 3)
                .node("Celu", List.of("x"), "a")
                .node("FakeQuantize", List.of("a", "c"), "b")
                .node("Relu", List.of("b"), "y"));

        Import lenient = NetworkFiles.read(file, new Options(null, true));

        assertThat(lenient.coverage()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(lenient.notes())
                .containsExactly(
                        "layer node-a: operator Celu is not known and was passed over",
                        "layer node-b: operator FakeQuantize is not known and was passed over");
    }

    @Test
    void faultsAreNamedWithTheirLayer() {
        assertRefused("operator Celu is not known", "Celu", List.of("x"));
        assertRefused("it reads 'z', which no layer before it gives", "Relu", List.of("z"));
        assertRefused("it reads 'y', which no layer before it gives", "Relu", List.of("y"));
        assertRefused("Relu lacks input 0", "Relu", List.of());
        assertRefused("'x' is computed while the model runs", "Conv", List.of("x", "x"));
        assertRefused("weights for 5 channels in 1 groups read 3 channels", "Conv", List.of("x", "w5"));
        assertRefused("weights of the dimensions [4, 3, 3]", "Conv", List.of("x", "w1d"));
        assertRefused("negative padding -1,-1,-1,-1", "Conv", List.of("x", "w3"), integers("pads", -1, -1, -1, -1));
        assertRefused("pads [1, 1] is not for two dimensions", "Conv", List.of("x", "w3"), integers("pads", 1, 1));
        assertRefused("kernel -3x-3 is not positive", "MaxPool", List.of("x"), integers("kernel_shape", -3, -3));
        assertRefused("kernel_shape [] is not for two dimensions", "MaxPool", List.of("x"));
        assertRefused("weights for 5 features read 3x8x8", "MatMul", List.of("x", "m"));
        assertRefused("concatenation along axis 2", "Concat", List.of("x", "x"), integer("axis", 2));
        assertRefused("a transposition [1, 0]", "Transpose", List.of("x"), integers("perm", 1, 0));
        assertRefused(
                "enlarging by [1.0, 1.0, 1.5, 1.5]",
                "Upsample",
                List.of("x"),
                packedFloats("scales", 1, 1, 1.5f, 1.5f));
        assertRefused("a map of 3x8x8 has not the elements of one of 7x1x1", "Reshape", List.of("x", "seven"));
        assertRefused("a shape without sizes", "Reshape", List.of("x", "five"));
        assertRefused("element 5 of a list of 1", "Gather", List.of("five", "five"));
        assertRefused("a mean over the axes [1]", "ReduceMean", List.of("x"), integers("axes", 1));
        assertRefused("the values of 'w5' are not in the model", "Reshape", List.of("x", "w5"));
    }

    private void assertRefused(String what, String operator, List<String> inputs, byte[]... attributes) {
        Path file = write(new OnnxModel()
                .input("x", 1, 3, 8, 8)
                .weights("w3", 4, 3, 3, 3)
                .weights("w5", 4, 5, 3, 3)
                .weights("w1d", 4, 3, 3)
                .weights("m", 5, 2)
                .constant("five", 5)
                .constant("seven", 1, 7)
                .node(operator, inputs, "y", attributes));

        Samples.assertRefused(file, what, "model.onnx, layer node-y");
    }

    /** Wherever a model is cut, what is left must be refused, never read as a smaller network. */
    @Test
    void truncatedModelsAreRefused() {
        byte[] whole = torchvisionAlexNet().bytes();

        for (int length = 1; length < whole.length; length += 17) {
            Path file = Samples.write(directory, "cut.onnx", Arrays.copyOf(whole, length));
            Samples.assertRefused(file, length < 13 ? "" : "not a whole ONNX model", "cut.onnx");
        }
    }

    @Test
    void otherFilesAreRefused() {
        Samples.assertRefused(
                Samples.write(directory, "a.onnx", "this is no model"), "not a whole ONNX model", "a.onnx");
        Samples.assertRefused(Samples.write(directory, "b.onnx", ""), "describes no layers", "b.onnx");
    }

    private Import read(OnnxModel model) {
        return Samples.read(write(model));
    }

    private Path write(OnnxModel model) {
        return Samples.write(directory, "model.onnx", model.bytes());
    }
}
