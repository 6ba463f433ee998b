package macjoule.model.zoo;

import macjoule.model.net.Convolution;
import macjoule.model.net.Tensor;

/** Krizhevsky et al., NIPS 2012, with the layer order of Caffe's reference model. */
final class AlexNet {
    private AlexNet() {}

    static Tensor layers(Tensor image) {
        return image.conv("conv1", Convolution.of(96, 11).stride(4))
                .relu()
                .lrn(5)
                .maxPool("pool1", 3, 2, 0)
                .conv("conv2", Convolution.of(256, 5).pad(2).groups(2))
                .relu()
                .lrn(5)
                .maxPool("pool2", 3, 2, 0)
                .conv("conv3", Convolution.of(384, 3).pad(1))
                .relu()
                .conv("conv4", Convolution.of(384, 3).pad(1).groups(2))
                .relu()
                .conv("conv5", Convolution.of(256, 3).pad(1).groups(2))
                .relu()
                .maxPool("pool5", 3, 2, 0)
                .fullyConnected("fc6", 4096)
                .relu()
                .dropout()
                .fullyConnected("fc7", 4096)
                .relu()
                .dropout()
                .fullyConnected("fc8", 1000)
                .softmax();
    }
}
