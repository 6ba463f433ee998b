package macjoule.model.zoo;

import macjoule.model.net.Convolution;
import macjoule.model.net.Tensor;

/**
 * Xie et al., CVPR 2017, with 32 groups of 4 channels: residual blocks whose 3x3 convolution is grouped and carries the stride.
 */
final class ResNext {
    private static final int GROUPS = 32;
    private static final int[] STRIDES = {1, 2, 2, 2};

    private ResNext() {}

    static Tensor layers50(Tensor image) {
        return layers(image, 3, 4, 6, 3);
    }

    static Tensor layers101(Tensor image) {
        return layers(image, 3, 4, 23, 3);
    }

    private static Tensor layers(Tensor image, int... blocks) {
        Tensor x = image.conv("conv1", Convolution.of(64, 7).stride(2).pad(3).noBias())
                .batchNorm()
                .relu()
                // Padded and rounded up, this leaves 57 rows of a 224-row image where rounding down would leave 56.
                .maxPool("pool1", 3, 2, 1);
        int number = 1;
        for (int stage = 0; stage < blocks.length; stage++) {
            int width = 128 << stage;
            x = projectingBlock(x, "resx" + number++, width, STRIDES[stage]);
            for (int block = 1; block < blocks[stage]; block++) {
                String name = "resx" + number++;
                x = x.plus(name + "_elewise", branch(x, name, width, 1)).relu();
            }
        }
        return x.globalAveragePool("pool_ave")
                .fullyConnected("classifier", 1000)
                .softmax();
    }

    private static Tensor projectingBlock(Tensor input, String name, int width, int stride) {
        Convolution projection = Convolution.of(2 * width, 1).stride(stride).noBias();
        Tensor shortcut = input.conv(name + "_match_conv", projection).batchNorm();
        return shortcut.plus(name + "_elewise", branch(input, name, width, stride))
                .relu();
    }

    private static Tensor branch(Tensor input, String name, int width, int stride) {
        Convolution grouped = Convolution.of(width, 3).stride(stride).pad(1).groups(GROUPS);
        return input.conv(name + "_conv1", Convolution.of(width, 1).noBias())
                .batchNorm()
                .relu()
                .conv(name + "_conv2", grouped.noBias())
                .batchNorm()
                .relu()
                .conv(name + "_conv3", Convolution.of(2 * width, 1).noBias())
                .batchNorm();
    }
}
