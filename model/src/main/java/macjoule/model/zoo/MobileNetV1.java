package macjoule.model.zoo;

import macjoule.model.net.Convolution;
import macjoule.model.net.Padding;
import macjoule.model.net.Tensor;
import macjoule.model.net.Window;

/** Howard et al., 2017: depthwise 3x3 convolutions, each followed by a 1x1 one. The classifier is a 1x1 convolution too. */
final class MobileNetV1 {
    private MobileNetV1() {}

    static Tensor layers(Tensor image) {
        Tensor x = image.conv("conv1", Convolution.of(32, 3).stride(2).pad(1).noBias())
                .batchNorm()
                .relu();
        x = separable(x, "conv2_1", 1, 64);
        x = separable(x, "conv2_2", 2, 128);
        x = separable(x, "conv3_1", 1, 128);
        x = separable(x, "conv3_2", 2, 256);
        x = separable(x, "conv4_1", 1, 256);
        x = separable(x, "conv4_2", 2, 512);
        for (int i = 1; i <= 5; i++) {
            x = separable(x, "conv5_" + i, 1, 512);
        }
        x = separable(x, "conv5_6", 2, 1024);
        x = separable(x, "conv6", 1, 1024);
        return x.globalAveragePool("pool6").conv("fc7", Convolution.of(1000, 1)).softmax();
    }

    private static Tensor separable(Tensor input, String name, int stride, int filters) {
        Window window = Window.of(3).withStride(stride, stride).withPadding(Padding.all(1));
        return input.depthwise(name + "/dw", window)
                .batchNorm()
                .relu()
                .conv(name + "/sep", Convolution.of(filters, 1).noBias())
                .batchNorm()
                .relu();
    }
}
