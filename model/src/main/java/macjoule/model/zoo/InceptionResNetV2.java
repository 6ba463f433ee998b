package macjoule.model.zoo;

import macjoule.model.net.Convolution;
import macjoule.model.net.Tensor;

/** Szegedy et al., AAAI 2017: Inception blocks as residual functions, in TensorFlow's released form. */
final class InceptionResNetV2 {
    private InceptionResNetV2() {}

    static Tensor layers(Tensor image) {
        Tensor x = mixed(stem(image));
        for (int i = 1; i <= 10; i++) {
            x = blockA("inception_resnet_v2_a" + i, x).relu();
        }
        x = reductionA(new Branch("reduction_a", x));
        for (int i = 1; i <= 20; i++) {
            x = blockB("inception_resnet_v2_b" + i, x).relu();
        }
        x = reductionB(new Branch("reduction_b", x));
        for (int i = 1; i <= 9; i++) {
            x = blockC("inception_resnet_v2_c" + i, x).relu();
        }
        // The last residual is not rectified.
        x = blockC("inception_resnet_v2_c10", x);
        return Branch.normalised(x, "conv6_1x1", Convolution.of(1536, 1))
                .globalAveragePool("pool_8x8_s1")
                .dropout()
                .fullyConnected("classifier", 1000)
                .softmax();
    }

    private static Tensor stem(Tensor image) {
        Tensor x =
                Branch.normalised(image, "conv1_3x3_s2", Convolution.of(32, 3).stride(2));
        x = Branch.normalised(x, "conv2_3x3_s1", Convolution.of(32, 3));
        x = Branch.normalised(x, "conv3_3x3_s1", Convolution.of(64, 3).pad(1));
        x = x.maxPool("pool1_3x3_s2", 3, 2, 0);
        x = Branch.normalised(x, "conv4_3x3_reduce", Convolution.of(80, 1));
        x = Branch.normalised(x, "conv4_3x3", Convolution.of(192, 3));
        return x.maxPool("pool2_3x3_s2", 3, 2, 0);
    }

    private static Tensor mixed(Tensor pooled) {
        Branch in = new Branch("conv5", pooled);
        return Branch.concat(
                "concat",
                in.conv("1x1", 96, 1),
                in.conv("5x5_reduce", 48, 1).conv("5x5", 64, 5),
                in.conv("3x3_reduce", 64, 1).conv("3x3", 96, 3).conv("3x3_2", 96, 3),
                in.averagePool("ave_pool").conv("1x1_ave", 64, 1));
    }

    private static Tensor blockA(String name, Tensor x) {
        Branch in = new Branch(name, x);
        Tensor mixed = Branch.concat(
                "concat",
                in.conv("1x1", 32, 1),
                in.conv("3x3_reduce", 32, 1).conv("3x3", 32, 3),
                in.conv("3x3_2_reduce", 32, 1).conv("3x3_2", 48, 3).conv("3x3_3", 64, 3));
        return residual(name, x, mixed);
    }

    private static Tensor reductionA(Branch in) {
        return Branch.concat(
                "concat",
                in.halve("3x3", 384, 0),
                in.conv("3x3_2_reduce", 256, 1).conv("3x3_2", 256, 3).halve("3x3_3", 384, 0),
                in.halvingPool("pool", 0));
    }

    private static Tensor blockB(String name, Tensor x) {
        Branch in = new Branch(name, x);
        Tensor mixed = Branch.concat(
                "concat",
                in.conv("1x1", 192, 1),
                in.conv("1x7_reduce", 128, 1).conv("1x7", 160, 1, 7).conv("7x1", 192, 7, 1));
        return residual(name, x, mixed);
    }

    private static Tensor reductionB(Branch in) {
        return Branch.concat(
                "concat",
                in.conv("3x3_reduce", 256, 1).halve("3x3", 384, 0),
                in.conv("3x3_2_reduce", 256, 1).halve("3x3_2", 288, 0),
                in.conv("3x3_3_reduce", 256, 1).conv("3x3_3", 288, 3).halve("3x3_4", 320, 0),
                in.halvingPool("pool", 0));
    }

    private static Tensor blockC(String name, Tensor x) {
        Branch in = new Branch(name, x);
        Tensor mixed = Branch.concat(
                "concat",
                in.conv("1x1", 192, 1),
                in.conv("1x3_reduce", 192, 1).conv("1x3", 224, 1, 3).conv("3x1", 256, 3, 1));
        return residual(name, x, mixed);
    }

    /** Adds to {@code x} what {@code mixed} becomes in as many channels, by a convolution with bias and nothing after it. */
    private static Tensor residual(String name, Tensor x, Tensor mixed) {
        return x.plus(name + "_residual_eltwise", mixed.conv(name + "_up", Convolution.of(x.channels(), 1)));
    }
}
