package macjoule.model.zoo;

import macjoule.model.net.Convolution;
import macjoule.model.net.Tensor;

/** Simonyan and Zisserman, ICLR 2015, configuration D. */
final class Vgg16 {
    private Vgg16() {}

    static Tensor layers(Tensor image) {
        Tensor x = stage(image, 1, 2, 64);
        x = stage(x, 2, 2, 128);
        x = stage(x, 3, 3, 256);
        x = stage(x, 4, 3, 512);
        x = stage(x, 5, 3, 512);
        return x.fullyConnected("fc6", 4096)
                .relu()
                .dropout()
                .fullyConnected("fc7", 4096)
                .relu()
                .dropout()
                .fullyConnected("fc8", 1000)
                .softmax();
    }

    private static Tensor stage(Tensor input, int number, int convolutions, int filters) {
        Tensor x = input;
        for (int i = 1; i <= convolutions; i++) {
            x = x.conv("conv" + number + "_" + i, Convolution.of(filters, 3).pad(1))
                    .relu();
        }
        return x.maxPool("pool" + number, 2, 2, 0);
    }
}
