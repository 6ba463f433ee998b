package macjoule.bench.engine.nd4j.dl4j;

import java.util.List;
import java.util.Optional;
import macjoule.bench.engine.Formulas;
import macjoule.model.net.Layer;
import macjoule.model.net.Layer.Activation.Function;
import macjoule.model.net.Layer.Pooling.Mode;
import macjoule.model.net.Node;
import macjoule.model.net.Padding;
import macjoule.model.net.Shape;
import macjoule.model.net.Window;

/**
 * How to make a Deeplearning4j layer place its windows where the model has them. Its layers know equal padding on opposite sides with
 * windows that fit, or as much padding as keeps the size; all else needs zeros put around the map first.
 *
 * @param kind which of the three
 * @param zeros what to put around the map first
 * @param countPadding whether an average counts the padding inside the layer
 */
record Fit(Kind kind, Padding zeros, boolean countPadding) {
    private static final List<Function> NEVER_NEGATIVE =
            List.of(Function.RELU, Function.RELU6, Function.SIGMOID, Function.HARD_SIGMOID);

    enum Kind {
        /** The padding of the window, equal on opposite sides; what does not fit is left out. */
        TRUNCATE,
        /** Padding chosen by Deeplearning4j so that the output is the input over the stride, rounded up. */
        SAME,
        /** Zeros around the map, then no padding. */
        ZEROS_FIRST
    }

    static Fit ofConvolution(Window window, Shape input, Shape output) {
        return truncates(window, input, output) ? truncate() : zerosFirst(window, input, output);
    }

    /** Empty if there is no way. */
    static Optional<Fit> ofPooling(Layer.Pooling pooling, Node node) {
        Window window = pooling.window();
        Shape input = node.input();
        boolean max = pooling.mode() == Mode.MAX;
        boolean wholeWindows = max || countsWholeWindows(window, input, node.output());
        if (wholeWindows && truncates(window, input, node.output())) {
            return Optional.of(truncate());
        }
        boolean unpadded = window.padding().equals(Padding.NONE);
        if ((wholeWindows || unpadded) && keepsSize(window, input, node.output())) {
            return Optional.of(new Fit(Kind.SAME, Padding.NONE, !unpadded));
        }
        // Zeros change no maximum of values that are never negative.
        boolean zerosAreSafe = max ? isNeverNegative(node.inputs().get(0)) : wholeWindows;
        return zerosAreSafe ? Optional.of(zerosFirst(window, input, node.output())) : Optional.empty();
    }

    private static Fit truncate() {
        return new Fit(Kind.TRUNCATE, Padding.NONE, true);
    }

    private static Fit zerosFirst(Window window, Shape input, Shape output) {
        Padding given = window.padding();
        int rows = (output.height() - 1) * window.strideHeight() + reachHeight(window);
        int columns = (output.width() - 1) * window.strideWidth() + reachWidth(window);
        Padding zeros = new Padding(
                given.top(),
                Math.max(0, rows - input.height() - given.top()),
                given.left(),
                Math.max(0, columns - input.width() - given.left()));
        return new Fit(Kind.ZEROS_FIRST, zeros, true);
    }

    private static boolean truncates(Window window, Shape input, Shape output) {
        int rows = input.height() + 2 * window.padding().top() - reachHeight(window);
        int columns = input.width() + 2 * window.padding().left() - reachWidth(window);
        return rows >= 0
                && columns >= 0
                && rows / window.strideHeight() + 1 == output.height()
                && columns / window.strideWidth() + 1 == output.width();
    }

    private static boolean keepsSize(Window window, Shape input, Shape output) {
        Padding padding = window.padding();
        return window.dilationHeight() == 1
                && window.dilationWidth() == 1
                && keepsSize(
                        input.height(), output.height(), window.kernelHeight(), window.strideHeight(), padding.top())
                && keepsSize(input.width(), output.width(), window.kernelWidth(), window.strideWidth(), padding.left());
    }

    private static boolean keepsSize(int input, int output, int kernel, int stride, int before) {
        int total = Math.max(0, (output - 1) * stride + kernel - input);
        return output == (input + stride - 1) / stride && before == total / 2;
    }

    private static boolean countsWholeWindows(Window window, Shape input, Shape output) {
        // The last window of each axis reaches furthest.
        return Formulas.averagedElements(window, input, output.height() - 1, output.width() - 1) == window.area();
    }

    static boolean isNeverNegative(Node node) {
        Layer layer = node.layer();
        if (layer instanceof Layer.Activation activation) {
            return NEVER_NEGATIVE.contains(activation.function());
        }
        boolean keepsSign = layer instanceof Layer.Pooling
                || layer instanceof Layer.GlobalPooling
                || layer instanceof Layer.LocalResponseNorm
                || layer instanceof Layer.Dropout
                || layer instanceof Layer.Concat
                || layer instanceof Layer.ElementWise;
        return keepsSign && node.inputs().stream().allMatch(Fit::isNeverNegative);
    }

    private static int reachHeight(Window window) {
        return window.dilationHeight() * (window.kernelHeight() - 1) + 1;
    }

    private static int reachWidth(Window window) {
        return window.dilationWidth() * (window.kernelWidth() - 1) + 1;
    }
}
