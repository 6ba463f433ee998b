package macjoule.bench.engine.reference;

import macjoule.bench.engine.Formulas;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer.Pooling;
import macjoule.model.net.Pad;
import macjoule.model.net.Shape;
import macjoule.model.net.Upsample;
import macjoule.model.net.Window;

/** The layers that slide a window. */
final class Windows {
    private Windows() {}

    static Maps convolve(Convolution convolution, Maps input, Shape output, float[] weights, float[] bias) {
        Window window = convolution.window();
        int channelsPerGroup = input.shape().channels() / convolution.groups();
        int filtersPerGroup = convolution.filters() / convolution.groups();
        return Maps.compute(input.batch(), output, (image, filter, row, column) -> {
            int firstChannel = filter / filtersPerGroup * channelsPerGroup;
            double sum = bias[filter];
            int weight = filter * channelsPerGroup * window.area();
            for (int channel = firstChannel; channel < firstChannel + channelsPerGroup; channel++) {
                for (int y = 0; y < window.kernelHeight(); y++) {
                    for (int x = 0; x < window.kernelWidth(); x++, weight++) {
                        int inputRow = rowOf(window, row, y);
                        int inputColumn = columnOf(window, column, x);
                        if (input.holds(inputRow, inputColumn)) {
                            sum += weights[weight] * input.at(image, channel, inputRow, inputColumn);
                        }
                    }
                }
            }
            return sum;
        });
    }

    static Maps pad(Pad pad, Maps input, Shape output) {
        return Maps.compute(input.batch(), output, (image, channel, row, column) -> {
            int y = row - pad.padding().top();
            int x = column - pad.padding().left();
            return input.holds(y, x) ? input.at(image, channel, y, x) : 0;
        });
    }

    /** Each element as often as the factors say. */
    static Maps upsample(Upsample upsample, Maps input, Shape output) {
        return Maps.compute(
                input.batch(),
                output,
                (image, channel, row, column) ->
                        input.at(image, channel, row / upsample.vertical(), column / upsample.horizontal()));
    }

    static Maps pool(Pooling pooling, Maps input, Shape output) {
        return Maps.compute(
                input.batch(),
                output,
                pooling.mode() == Pooling.Mode.MAX
                        ? (image, channel, row, column) -> largest(pooling.window(), input, image, channel, row, column)
                        : (image, channel, row, column) ->
                                average(pooling.window(), input, image, channel, row, column));
    }

    private static double largest(Window window, Maps input, int image, int channel, int row, int column) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int y = 0; y < window.kernelHeight(); y++) {
            for (int x = 0; x < window.kernelWidth(); x++) {
                if (input.holds(rowOf(window, row, y), columnOf(window, column, x))) {
                    double value = input.at(image, channel, rowOf(window, row, y), columnOf(window, column, x));
                    largest = Math.max(largest, value);
                }
            }
        }
        return largest;
    }

    private static double average(Window window, Maps input, int image, int channel, int row, int column) {
        double sum = 0;
        for (int y = 0; y < window.kernelHeight(); y++) {
            for (int x = 0; x < window.kernelWidth(); x++) {
                if (input.holds(rowOf(window, row, y), columnOf(window, column, x))) {
                    sum += input.at(image, channel, rowOf(window, row, y), columnOf(window, column, x));
                }
            }
        }
        return sum / Formulas.averagedElements(window, input.shape(), row, column);
    }

    private static int rowOf(Window window, int step, int offset) {
        return step * window.strideHeight() - window.padding().top() + offset * window.dilationHeight();
    }

    private static int columnOf(Window window, int step, int offset) {
        return step * window.strideWidth() - window.padding().left() + offset * window.dilationWidth();
    }
}
