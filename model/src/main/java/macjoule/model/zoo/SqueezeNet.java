package macjoule.model.zoo;

import macjoule.model.net.Convolution;
import macjoule.model.net.Tensor;

/** Iandola et al., 2016: fire modules, which squeeze the channels before they expand them by 1x1 and 3x3 convolutions. */
final class SqueezeNet {
    private SqueezeNet() {}

    static Tensor layersV10(Tensor image) {
        Tensor x = image.conv("conv1", Convolution.of(96, 7).stride(2)).relu().maxPool("pool1", 3, 2, 0);
        x = fire(x, 2, 16);
        x = fire(x, 3, 16);
        x = fire(x, 4, 32).maxPool("pool4", 3, 2, 0);
        x = fire(x, 5, 32);
        x = fire(x, 6, 48);
        x = fire(x, 7, 48);
        x = fire(x, 8, 64).maxPool("pool8", 3, 2, 0);
        // Version 1.0 pads the 1x1 classifier, so its map is larger than what it reads.
        return classify(fire(x, 9, 64), Convolution.of(1000, 1).pad(1));
    }

    /** The same with a smaller first convolution and earlier pooling. */
    static Tensor layersV11(Tensor image) {
        Tensor x = image.conv("conv1", Convolution.of(64, 3).stride(2)).relu().maxPool("pool1", 3, 2, 0);
        x = fire(x, 2, 16);
        x = fire(x, 3, 16).maxPool("pool3", 3, 2, 0);
        x = fire(x, 4, 32);
        x = fire(x, 5, 32).maxPool("pool5", 3, 2, 0);
        x = fire(x, 6, 48);
        x = fire(x, 7, 48);
        x = fire(x, 8, 64);
        return classify(fire(x, 9, 64), Convolution.of(1000, 1));
    }

    private static Tensor classify(Tensor input, Convolution classifier) {
        return input.dropout()
                .conv("conv10", classifier)
                .relu()
                .globalAveragePool("pool10")
                .softmax();
    }

    private static Tensor fire(Tensor input, int number, int squeezed) {
        String prefix = "fire" + number + "/";
        Tensor squeeze =
                input.conv(prefix + "squeeze1x1", Convolution.of(squeezed, 1)).relu();
        Tensor ones = squeeze.conv(prefix + "expand1x1", Convolution.of(4 * squeezed, 1))
                .relu();
        Tensor threes = squeeze.conv(
                        prefix + "expand3x3", Convolution.of(4 * squeezed, 3).pad(1))
                .relu();
        return Tensor.concat(prefix + "concat", ones, threes);
    }
}
