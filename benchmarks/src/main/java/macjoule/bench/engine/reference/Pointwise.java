package macjoule.bench.engine.reference;

import java.util.List;
import macjoule.bench.engine.Affine;
import macjoule.bench.engine.Formulas;
import macjoule.bench.engine.Statistics;
import macjoule.model.net.Layer.Activation.Function;
import macjoule.model.net.Layer.ElementWise;
import macjoule.model.net.Layer.Pooling;
import macjoule.model.net.Shape;

/** The layers that slide no window. */
final class Pointwise {
    private Pointwise() {}

    static Maps fullyConnect(Maps input, int outputs, float[] weights, float[] bias) {
        int inputs = Math.toIntExact(input.shape().elements());
        return Maps.compute(input.batch(), Shape.vector(outputs), (image, output, row, column) -> {
            double sum = bias[output];
            for (int i = 0; i < inputs; i++) {
                sum += weights[output * inputs + i] * input.values()[image * inputs + i];
            }
            return sum;
        });
    }

    static Maps poolGlobally(Pooling.Mode mode, Maps input) {
        int area = input.shape().height() * input.shape().width();
        return Maps.compute(input.batch(), Shape.vector(input.shape().channels()), (image, channel, r, c) -> {
            double sum = 0;
            double largest = Double.NEGATIVE_INFINITY;
            int first = input.index(image, channel, 0, 0);
            for (int i = first; i < first + area; i++) {
                sum += input.values()[i];
                largest = Math.max(largest, input.values()[i]);
            }
            return mode == Pooling.Mode.MAX ? largest : sum / area;
        });
    }

    static Maps normalise(Maps input, Statistics statistics) {
        return same(input, (image, channel, row, column) -> {
            double deviation = Math.sqrt(statistics.variance()[channel] + Formulas.BATCH_NORM_EPSILON);
            return (input.at(image, channel, row, column) - statistics.mean()[channel]) / deviation;
        });
    }

    static Maps scale(Maps input, Affine affine) {
        return same(
                input,
                (image, channel, row, column) ->
                        input.at(image, channel, row, column) * affine.factor()[channel] + affine.summand()[channel]);
    }

    static Maps activate(Function function, Maps input, float[] slopes) {
        return same(
                input,
                (image, channel, row, column) ->
                        Formulas.activate(function, input.at(image, channel, row, column), slopes[channel]));
    }

    static Maps normaliseLocally(int size, Maps input) {
        return same(input, (image, channel, row, column) -> {
            double squares = 0;
            int first = Math.max(0, channel - (size - 1) / 2);
            int last = Math.min(input.shape().channels() - 1, channel + size / 2);
            for (int c = first; c <= last; c++) {
                squares += input.at(image, c, row, column) * input.at(image, c, row, column);
            }
            double base = Formulas.LRN_K + Formulas.LRN_ALPHA / size * squares;
            return input.at(image, channel, row, column) / Math.pow(base, Formulas.LRN_BETA);
        });
    }

    static Maps softmax(Maps input) {
        return same(input, (image, channel, row, column) -> {
            double largest = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < input.shape().channels(); c++) {
                largest = Math.max(largest, input.at(image, c, row, column));
            }
            double sum = 0;
            for (int c = 0; c < input.shape().channels(); c++) {
                sum += Math.exp(input.at(image, c, row, column) - largest);
            }
            return Math.exp(input.at(image, channel, row, column) - largest) / sum;
        });
    }

    static Maps combine(ElementWise.Operation operation, List<Maps> inputs, Shape output) {
        int batch = inputs.get(0).batch();
        return Maps.compute(batch, output, (image, channel, row, column) -> {
            double result = spread(inputs.get(0), output, image, channel, row, column);
            for (Maps input : inputs.subList(1, inputs.size())) {
                double next = spread(input, output, image, channel, row, column);
                result = switch (operation) {
                    case SUM -> result + next;
                    case PRODUCT -> result * next;
                    case MAX -> Math.max(result, next);
                };
            }
            return result;
        });
    }

    /** A map of a single value per channel has that value everywhere. */
    private static double spread(Maps input, Shape output, int image, int channel, int row, int column) {
        boolean same = input.shape().equals(output);
        return input.at(image, channel, same ? row : 0, same ? column : 0);
    }

    static Maps stack(List<Maps> inputs, Shape output) {
        Maps stacked = Maps.zeros(inputs.get(0).batch(), output);
        for (int image = 0; image < stacked.batch(); image++) {
            int position = image * Math.toIntExact(output.elements());
            for (Maps input : inputs) {
                int size = Math.toIntExact(input.shape().elements());
                System.arraycopy(input.values(), image * size, stacked.values(), position, size);
                position += size;
            }
        }
        return stacked;
    }

    private static Maps same(Maps input, Maps.Element element) {
        return Maps.compute(input.batch(), input.shape(), element);
    }
}
