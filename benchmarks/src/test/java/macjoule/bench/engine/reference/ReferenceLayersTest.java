package macjoule.bench.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import macjoule.bench.engine.Affine;
import macjoule.bench.engine.Formulas;
import macjoule.bench.engine.Statistics;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Layer.Activation.Function;
import macjoule.model.net.Layer.Pooling.Mode;
import macjoule.model.net.Pad;
import macjoule.model.net.Padding;
import macjoule.model.net.Rounding;
import macjoule.model.net.Shape;
import macjoule.model.net.Upsample;
import macjoule.model.net.Window;
import org.junit.jupiter.api.Test;

/** The loops that the other engines are checked with, against numbers worked out by hand. */
class ReferenceLayersTest {
    private static final float[] NO_BIAS = {0, 0};

    @Test
    void aConvolutionCorrelatesAndAddsTheBias() {
        Maps output =
                convolve(Convolution.of(1, 2), new Shape(1, 2, 3), values(1, 2, 3, 4, 5, 6), values(1, 10, 100, 1000));
        // 1*1 + 2*10 + 4*100 + 5*1000 and the same one column on.
        assertThat(output.values()).containsExactly(5421, 6532);
    }

    @Test
    void paddingDiffersFromSideToSide() {
        Convolution convolution = Convolution.of(1, 1, 2).pad(new Padding(0, 1, 2, 0));
        Maps output = convolve(convolution, new Shape(1, 1, 2), values(3, 5), values(1, 10));
        // Two zeros to the left, a row of zeros below.
        assertThat(output.values()).containsExactly(0, 30, 53, 0, 0, 0);
    }

    @Test
    void aPaddingLayerPutsZerosAroundAMap() {
        Maps output = Windows.pad(
                new Pad(new Padding(0, 1, 2, 0)), Maps.of(1, new Shape(1, 1, 2), values(3, 5)), new Shape(1, 2, 4));
        assertThat(output.values()).containsExactly(0, 0, 3, 5, 0, 0, 0, 0);
    }

    @Test
    void upsamplingRepeatsEachElement() {
        Maps output =
                Windows.upsample(new Upsample(2, 3), Maps.of(1, new Shape(1, 1, 2), values(3, 5)), new Shape(1, 2, 6));
        assertThat(output.values()).containsExactly(3, 3, 3, 5, 5, 5, 3, 3, 3, 5, 5, 5);
    }

    @Test
    void dilationSkipsAndStrideSteps() {
        Convolution convolution = Convolution.of(1, 1, 2).stride(1, 2).dilation(2);
        Maps output = convolve(convolution, new Shape(1, 1, 5), values(1, 2, 3, 4, 5), values(1, 10));
        assertThat(output.values()).containsExactly(31, 53);
    }

    @Test
    void eachGroupSeesItsOwnChannels() {
        Convolution convolution = Convolution.of(2, 1).groups(2);
        Maps output = convolve(convolution, new Shape(4, 1, 1), values(1, 2, 3, 4), values(1, 10, 100, 1000));
        assertThat(output.values()).containsExactly(21, 4300);
    }

    @Test
    void anAverageDividesByThePaddingButNotByWhatReachesBeyondIt() {
        // Caffe: rows start at -1, 1 and 3 of 4 padded to 5, so the last window holds one row and one of padding.
        Window window = Window.of(3).withStride(2, 2).withPadding(Padding.all(1));
        Shape image = new Shape(1, 4, 4);
        Layer.Pooling pooling = new Layer.Pooling(Mode.AVERAGE, window, Rounding.UP);
        float[] ones = values(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        Maps output = Windows.pool(pooling, Maps.of(1, image, ones), pooling.outputShape(List.of(image)));
        double third = 1.0 / 3;
        assertThat(output.values())
                .containsExactly(
                        new double[] {4.0 / 9, 6.0 / 9, third, 6.0 / 9, 1, 0.5, third, 0.5, 0.25}, within(1e-12));
    }

    @Test
    void aMaximumIgnoresPaddingEvenAmongNegatives() {
        Window window = Window.of(2).withPadding(Padding.all(1));
        Shape image = new Shape(1, 1, 1);
        Layer.Pooling pooling = new Layer.Pooling(Mode.MAX, window, Rounding.DOWN);
        Maps output = Windows.pool(pooling, Maps.of(1, image, values(-3)), pooling.outputShape(List.of(image)));
        assertThat(output.values()).containsExactly(-3, -3, -3, -3);
    }

    @Test
    void aFullyConnectedLayerReadsChannelsBeforePlaces() {
        Maps input = Maps.of(1, new Shape(2, 1, 2), values(1, 2, 3, 4));
        Maps output = Pointwise.fullyConnect(input, 1, values(1, 10, 100, 1000), values(0.5f));
        assertThat(output.values()).containsExactly(4321.5);
    }

    @Test
    void normalisationsFollowTheirFormulas() {
        Maps input = Maps.of(1, new Shape(3, 1, 1), values(1, 2, 3));
        // (1 + 1/3 * (1 + 4)) ^ 0.75 divides the first, which has one neighbour.
        assertThat(Pointwise.normaliseLocally(3, input).values()[0]).isCloseTo(Math.pow(8.0 / 3, -0.75), within(1e-12));
        assertThat(Pointwise.normaliseLocally(3, input).values()[1])
                .isCloseTo(2 * Math.pow(17.0 / 3, -0.75), within(1e-12));

        Statistics statistics = new Statistics(values(1, 1, 1), values(4, 4, 4));
        assertThat(Pointwise.normalise(input, statistics).values()[2]).isCloseTo(1, within(1e-5));

        Affine affine = new Affine(values(2, 3, 4), values(1, 0, -1));
        assertThat(Pointwise.scale(input, affine).values()).containsExactly(3, 6, 11);
        assertThat(affine.then(affine).factor()).containsExactly(4, 9, 16);
        assertThat(affine.then(affine).summand()).containsExactly(3, 0, -5);
    }

    @Test
    void aSoftmaxRunsOverTheChannels() {
        Maps output = Pointwise.softmax(Maps.of(1, new Shape(2, 1, 2), values(0, 5, 0, 5)));
        assertThat(output.values()).containsExactly(0.5, 0.5, 0.5, 0.5);
    }

    /** At 1 and -1, from the definitions: sigmoid(1) = 0.731059, erf(1/sqrt 2) = 0.682689, softplus(1) = 1.313262. */
    @Test
    void activationsFollowTheirDefinitions() {
        assertActivation(Function.RELU, 1, 0);
        assertActivation(Function.RELU6, 1, 0);
        assertActivation(Function.LEAKY_RELU, 1, -0.01);
        assertActivation(Function.PRELU, 1, -0.25);
        assertActivation(Function.ELU, 1, -0.632121);
        assertActivation(Function.SIGMOID, 0.731059, 0.268941);
        assertActivation(Function.TANH, 0.761594, -0.761594);
        assertActivation(Function.HARD_SIGMOID, 0.7, 0.3);
        assertActivation(Function.HARD_SWISH, 2.0 / 3, -1.0 / 3);
        assertActivation(Function.SWISH, 0.731059, -0.268941);
        assertActivation(Function.GELU, 0.841345, -0.158655);
        assertActivation(Function.MISH, 0.865098, -0.303401);
        assertThat(Formulas.activate(Function.RELU6, 7, 0)).isEqualTo(6);
    }

    private static void assertActivation(Function function, double atOne, double atMinusOne) {
        assertThat(Formulas.activate(function, 1, 0.25)).as(function + " at 1").isCloseTo(atOne, within(1e-6));
        assertThat(Formulas.activate(function, -1, 0.25))
                .as(function + " at -1")
                .isCloseTo(atMinusOne, within(1e-6));
    }

    private static Maps convolve(Convolution convolution, Shape shape, float[] image, float[] weights) {
        Shape output = convolution.outputShape(List.of(shape));
        return Windows.convolve(convolution, Maps.of(1, shape, image), output, weights, NO_BIAS);
    }

    private static float[] values(float... values) {
        return values;
    }
}
