package macjoule.bench.engine;

import macjoule.model.net.Layer.Activation.Function;
import macjoule.model.net.Shape;
import macjoule.model.net.Window;
import org.apache.commons.math3.special.Erf;

/** What the layers compute where frameworks differ. Every engine follows these, or says that it cannot. */
public final class Formulas {
    /** Added to the variance in batch normalisation, as Caffe and PyTorch do. */
    public static final double BATCH_NORM_EPSILON = 1e-5;

    /**
     * Local response normalisation divides by (LRN_K + LRN_ALPHA / size * sum of squares) ^ LRN_BETA: the form and the defaults of
     * Caffe.
     */
    public static final double LRN_K = 1;

    public static final double LRN_ALPHA = 1;
    public static final double LRN_BETA = 0.75;

    public static final double LEAKY_SLOPE = 0.01;

    private Formulas() {}

    /** The value of {@code function}; the slope matters to a parametric ReLU only. */
    public static double activate(Function function, double x, double slope) {
        return switch (function) {
            case RELU -> Math.max(0, x);
            case RELU6 -> Math.min(6, Math.max(0, x));
            case LEAKY_RELU -> x < 0 ? LEAKY_SLOPE * x : x;
            case PRELU -> x < 0 ? slope * x : x;
            case ELU -> x < 0 ? Math.expm1(x) : x;
            case SIGMOID -> sigmoid(x);
            case TANH -> Math.tanh(x);
            case HARD_SIGMOID -> clip(0.2 * x + 0.5);
            case HARD_SWISH -> x * clip(x / 6 + 0.5);
            case SWISH -> x * sigmoid(x);
            case GELU -> x * (1 + Erf.erf(x / Math.sqrt(2))) / 2;
            case MISH -> x * Math.tanh(Math.log1p(Math.exp(x)));
        };
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double clip(double x) {
        return Math.min(1, Math.max(0, x));
    }

    /**
     * How many elements the average of the window at {@code row} and {@code column} of the output is divided by. As in Caffe, padding
     * counts, but not what reaches beyond it because a partly fitting window was kept.
     */
    public static int averagedElements(Window window, Shape input, int row, int column) {
        int bottom = input.height() + window.padding().bottom();
        int right = input.width() + window.padding().right();
        int top = row * window.strideHeight() - window.padding().top();
        int left = column * window.strideWidth() - window.padding().left();
        return before(bottom, top, window.kernelHeight(), window.dilationHeight())
                * before(right, left, window.kernelWidth(), window.dilationWidth());
    }

    private static int before(int end, int first, int kernel, int dilation) {
        int fitting = (end - 1 - first) / dilation + 1;
        return Math.min(kernel, fitting);
    }
}
