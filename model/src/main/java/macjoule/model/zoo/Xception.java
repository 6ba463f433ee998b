package macjoule.model.zoo;

import macjoule.model.net.Convolution;
import macjoule.model.net.Padding;
import macjoule.model.net.Tensor;
import macjoule.model.net.Window;

/** Chollet, CVPR 2017: depthwise separable convolutions throughout. */
final class Xception {
    private Xception() {}

    static Tensor layers(Tensor image) {
        Tensor x = image.conv("conv1", Convolution.of(32, 3).stride(2).noBias())
                .batchNorm()
                .relu();
        x = x.conv("conv2", Convolution.of(64, 3).noBias()).batchNorm().relu();
        x = halve("xception1", x, x, 128, 128, 1);
        x = halve("xception2", x, x.relu(), 256, 256, 0);
        x = halve("xception3", x, x.relu(), 728, 728, 1);
        for (int i = 4; i <= 11; i++) {
            x = middle("xception" + i, x);
        }
        x = halve("xception12", x, x.relu(), 728, 1024, 1);
        x = separable(x, "conv3", 1536).relu();
        x = separable(x, "conv4", 2048).relu();
        return x.globalAveragePool("pool_ave")
                .fullyConnected("classifier", 1000)
                .softmax();
    }

    /** Two separable convolutions and a pooling beside a projection; {@code rectified} is what the convolutions read. */
    private static Tensor halve(String block, Tensor x, Tensor rectified, int first, int second, int pad) {
        Tensor projected = x.conv(
                        block + "_match_conv",
                        Convolution.of(second, 1).stride(2).noBias())
                .batchNorm();
        Tensor mixed = separable(rectified, block + "_conv1", first).relu();
        mixed = separable(mixed, block + "_conv2", second).maxPool(block + "_pool", 3, 2, pad);
        return projected.plus(block + "_elewise", mixed);
    }

    private static Tensor middle(String block, Tensor x) {
        Tensor mixed = x;
        for (int i = 1; i <= 3; i++) {
            mixed = separable(mixed.relu(), block + "_conv" + i, x.channels());
        }
        return x.plus(block + "_elewise", mixed);
    }

    /** Normalised only once, after the pointwise half. */
    private static Tensor separable(Tensor x, String name, int filters) {
        return x.depthwise(name + "_1", Window.of(3).withPadding(Padding.all(1)))
                .conv(name + "_2", Convolution.of(filters, 1).noBias())
                .batchNorm();
    }
}
