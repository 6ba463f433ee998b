package macjoule.model.zoo;

import macjoule.model.net.Convolution;
import macjoule.model.net.Tensor;

/** Huang et al., CVPR 2017, growth 32: every layer of a block reads the outputs of all before it. The definition has no softmax. */
final class DenseNet {
    private static final int GROWTH = 32;

    private DenseNet() {}

    static Tensor layers121(Tensor image) {
        return layers(image, 6, 12, 24, 16);
    }

    static Tensor layers169(Tensor image) {
        return layers(image, 6, 12, 32, 32);
    }

    private static Tensor layers(Tensor image, int... blocks) {
        Tensor x = image.conv("conv1", Convolution.of(64, 7).stride(2).pad(3).noBias())
                .batchNorm()
                .relu()
                // Padded and rounded up, this leaves 57 rows of a 224-row image where rounding down would leave 56.
                .maxPool("pool1", 3, 2, 1);
        for (int i = 0; i < blocks.length; i++) {
            int stage = i + 2;
            x = block(x, stage, blocks[i]).batchNorm().relu();
            if (i < blocks.length - 1) {
                x = x.conv(
                                "conv" + stage + "_blk",
                                Convolution.of(x.channels() / 2, 1).noBias())
                        .averagePool("pool" + stage, 2, 2, 0);
            }
        }
        return x.globalAveragePool("pool5").conv("fc6", Convolution.of(1000, 1));
    }

    private static Tensor block(Tensor input, int stage, int layers) {
        Tensor x = input;
        for (int layer = 1; layer <= layers; layer++) {
            String number = stage + "_" + layer;
            Tensor grown = x.batchNorm()
                    .relu()
                    .conv("conv" + number + "/x1", Convolution.of(4 * GROWTH, 1).noBias())
                    .batchNorm()
                    .relu()
                    .conv(
                            "conv" + number + "/x2",
                            Convolution.of(GROWTH, 3).pad(1).noBias());
            x = Tensor.concat("concat_" + number, x, grown);
        }
        return x;
    }
}
