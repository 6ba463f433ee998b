package macjoule.bench.bringup;

import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import macjoule.bench.engine.DeviceSession;
import macjoule.bench.engine.Verification;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Node;
import macjoule.model.net.Window;

/**
 * Some values of a layer's result at the batch that is timed, held against plain sums in double precision. What fits small batches may
 * go astray in large ones, whose maps are beyond the reach of 32 bits, and all of their values would take the host minutes.
 */
final class SampledCheck {
    private static final int PER_IMAGE = 256;

    private final Node layer;
    private final float[] weights;
    private final float[] bias;

    private SampledCheck(Node layer, WeightSource source) {
        this.layer = layer;
        weights = source.weights(layer);
        bias = source.bias(layer);
    }

    /** Of the first image, the last and one between, after a run; empty for what is neither a convolution nor fully connected. */
    static Optional<Verification> of(Workload workload, WeightSource source, DeviceSession session, double tolerance) {
        Node layer = workload.result();
        boolean known = layer.layer() instanceof Convolution || layer.layer() instanceof Layer.FullyConnected;
        if (!known || workload.network().layers().size() != 1) {
            return Optional.empty();
        }
        int[] images = IntStream.of(0, workload.batch() / 2, workload.batch() - 1)
                .distinct()
                .toArray();
        float[] expected = new float[images.length * PER_IMAGE];
        float[] actual = new float[expected.length];
        SampledCheck check = new SampledCheck(layer, source);
        Random random = new Random(workload.batch());
        for (int i = 0; i < images.length; i++) {
            float[] input = source.image(layer.inputs().get(0), images[i]);
            float[] output = session.output(images[i]);
            for (int sample = i * PER_IMAGE; sample < (i + 1) * PER_IMAGE; sample++) {
                int place = random.nextInt(output.length);
                actual[sample] = output[place];
                expected[sample] = (float) check.value(input, place);
            }
        }
        return Optional.of(Verification.of(actual, expected, tolerance));
    }

    private double value(float[] input, int place) {
        return layer.layer() instanceof Convolution convolution
                ? convolved(convolution, input, place)
                : connected(input, place);
    }

    private double connected(float[] input, int output) {
        double sum = bias[output];
        for (int i = 0; i < input.length; i++) {
            sum += (double) weights[output * input.length + i] * input[i];
        }
        return sum;
    }

    private double convolved(Convolution convolution, float[] input, int place) {
        Window window = convolution.window();
        int width = layer.output().width();
        int area = layer.output().height() * width;
        int filter = place / area;
        int top =
                place % area / width * window.strideHeight() - window.padding().top();
        int left = place % width * window.strideWidth() - window.padding().left();
        int height = layer.input().height();
        int channels = layer.input().channels() / convolution.groups();
        int first = filter / (convolution.filters() / convolution.groups()) * channels;
        int weight = filter * channels * window.area();
        double sum = bias[filter];
        for (int channel = first; channel < first + channels; channel++) {
            for (int y = 0; y < window.kernelHeight(); y++) {
                for (int x = 0; x < window.kernelWidth(); x++, weight++) {
                    int row = top + y * window.dilationHeight();
                    int column = left + x * window.dilationWidth();
                    if (row >= 0
                            && row < height
                            && column >= 0
                            && column < layer.input().width()) {
                        sum += (double) weights[weight]
                                * input[(channel * height + row) * layer.input().width() + column];
                    }
                }
            }
        }
        return sum;
    }
}
