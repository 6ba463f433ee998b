package macjoule.model.zoo;

import macjoule.model.net.Convolution;
import macjoule.model.net.Tensor;

/**
 * He et al., ECCV 2016: residual blocks that normalise and activate before they convolve, so that the sum itself stays linear. The
 * stride sits on the 3x3 convolution and on the projection.
 */
final class ResNetV2 {
    private static final int[] STRIDES = {1, 2, 2, 2};

    private ResNetV2() {}

    static Tensor layers101(Tensor image) {
        return layers(image, 3, 4, 23, 3);
    }

    static Tensor layers152(Tensor image) {
        return layers(image, 3, 8, 36, 3);
    }

    private static Tensor layers(Tensor image, int... blocks) {
        Tensor x = image.conv("conv1", Convolution.of(64, 7).stride(2).pad(3).noBias())
                .batchNorm()
                .relu()
                .maxPool("pool1", 3, 2, 0);
        int number = 1;
        for (int stage = 0; stage < blocks.length; stage++) {
            // What enters the first block of all is activated already.
            Tensor activated = stage == 0 ? x : x.batchNorm().relu();
            int width = 64 << stage;
            x = projectingBlock(activated, "res" + number++, width, STRIDES[stage]);
            for (int block = 1; block < blocks[stage]; block++) {
                x = identityBlock(x, "res" + number++, width);
            }
        }
        return x.batchNorm()
                .relu()
                .globalAveragePool("pool5")
                .fullyConnected("classifier", 1000)
                .softmax();
    }

    private static Tensor projectingBlock(Tensor activated, String name, int width, int stride) {
        Convolution projection = Convolution.of(4 * width, 1).stride(stride).noBias();
        Tensor shortcut = activated.conv(name + "_match_conv", projection);
        return shortcut.plus(name + "_eletwise", branch(activated, name, width, stride));
    }

    private static Tensor identityBlock(Tensor input, String name, int width) {
        Tensor activated = input.batchNorm().relu();
        return input.plus(name + "_eletwise", branch(activated, name, width, 1));
    }

    private static Tensor branch(Tensor activated, String name, int width, int stride) {
        return activated
                .conv(name + "_conv1", Convolution.of(width, 1).noBias())
                .batchNorm()
                .relu()
                .conv(
                        name + "_conv2",
                        Convolution.of(width, 3).stride(stride).pad(1).noBias())
                .batchNorm()
                .relu()
                .conv(name + "_conv3", Convolution.of(4 * width, 1).noBias());
    }
}
