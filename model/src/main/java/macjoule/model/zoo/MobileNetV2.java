package macjoule.model.zoo;

import macjoule.model.net.Convolution;
import macjoule.model.net.Padding;
import macjoule.model.net.Tensor;
import macjoule.model.net.Window;

/**
 * Sandler et al., CVPR 2018, as its Caffe definition has it: the blocks of 64 channels run at stride 1 and the stride comes with
 * the step to 96 channels, so it costs more than the network of the paper.
 */
final class MobileNetV2 {
    private MobileNetV2() {}

    static Tensor layers(Tensor image) {
        Tensor x = image.conv("conv1", Convolution.of(32, 3).stride(2).pad(1).noBias())
                .batchNorm()
                .relu();
        x = block(x, "2_1", 1, 1, 16);
        x = block(x, "2_2", 6, 2, 24);
        x = block(x, "3_1", 6, 1, 24);
        x = block(x, "3_2", 6, 2, 32);
        x = block(x, "4_1", 6, 1, 32);
        x = block(x, "4_2", 6, 1, 32);
        x = block(x, "4_3", 6, 1, 64);
        x = block(x, "4_4", 6, 1, 64);
        x = block(x, "4_5", 6, 1, 64);
        x = block(x, "4_6", 6, 1, 64);
        x = block(x, "4_7", 6, 2, 96);
        x = block(x, "5_1", 6, 1, 96);
        x = block(x, "5_2", 6, 1, 96);
        x = block(x, "5_3", 6, 2, 160);
        x = block(x, "6_1", 6, 1, 160);
        x = block(x, "6_2", 6, 1, 160);
        x = block(x, "6_3", 6, 1, 320);
        x = x.conv("conv6_4", Convolution.of(1280, 1).noBias()).batchNorm().relu();
        return x.globalAveragePool("pool6").conv("fc7", Convolution.of(1000, 1)).softmax();
    }

    /** An inverted residual: expand, convolve depthwise, project without activation, add the input if the shapes allow it. */
    private static Tensor block(Tensor input, String number, int expansion, int stride, int filters) {
        String name = "conv" + number;
        Window window = Window.of(3).withStride(stride, stride).withPadding(Padding.all(1));
        Tensor projected = input.conv(
                        name + "/expand",
                        Convolution.of(expansion * input.channels(), 1).noBias())
                .batchNorm()
                .relu()
                .depthwise(name + "/dwise", window)
                .batchNorm()
                .relu()
                .conv(name + "/linear", Convolution.of(filters, 1).noBias())
                .batchNorm();
        return projected.shape().equals(input.shape()) ? input.plus("block_" + number, projected) : projected;
    }
}
