package macjoule.model.zoo;

import macjoule.model.net.Convolution;
import macjoule.model.net.Tensor;

/** Szegedy et al., AAAI 2017: the pure Inception network. */
final class InceptionV4 {
    private InceptionV4() {}

    static Tensor layers(Tensor image) {
        Tensor x = stem(image);
        for (int i = 1; i <= 4; i++) {
            x = blockA(new Branch("inception_a" + i, x));
        }
        x = reductionA(new Branch("reduction_a", x));
        for (int i = 1; i <= 7; i++) {
            x = blockB(new Branch("inception_b" + i, x));
        }
        x = reductionB(new Branch("reduction_b", x));
        for (int i = 1; i <= 3; i++) {
            x = blockC(new Branch("inception_c" + i, x));
        }
        return x.globalAveragePool("pool_8x8_s1")
                .dropout()
                .fullyConnected("classifier", 1000)
                .softmax();
    }

    private static Tensor stem(Tensor image) {
        Tensor x =
                Branch.normalised(image, "conv1_3x3_s2", Convolution.of(32, 3).stride(2));
        x = Branch.normalised(x, "conv2_3x3_s1", Convolution.of(32, 3));
        x = Branch.normalised(x, "conv3_3x3_s1", Convolution.of(64, 3).pad(1));
        Branch first = new Branch("inception", x);
        x = Branch.concat("stem1", first.halve("stem1_3x3_s2", 96, 0), first.halvingPool("stem1_pool", 0));
        Branch second = new Branch("inception", x);
        x = Branch.concat(
                "stem2",
                second.conv("stem2_3x3_reduce", 64, 1).conv("stem2_3x3", Convolution.of(96, 3)),
                second.conv("stem2_1x7_reduce", 64, 1)
                        .conv("stem2_1x7", 64, 1, 7)
                        .conv("stem2_7x1", 64, 7, 1)
                        .conv("stem2_3x3_2", Convolution.of(96, 3)));
        Branch third = new Branch("inception", x);
        return Branch.concat("stem3", third.halve("stem3_3x3_s2", 192, 0), third.halvingPool("stem3_pool", 0));
    }

    private static Tensor blockA(Branch in) {
        return Branch.concat(
                "concat",
                in.conv("1x1_2", 96, 1),
                in.conv("3x3_reduce", 64, 1).conv("3x3", 96, 3),
                in.conv("3x3_2_reduce", 64, 1).conv("3x3_2", 96, 3).conv("3x3_3", 96, 3),
                in.averagePool("pool_ave").conv("1x1", 96, 1));
    }

    private static Tensor reductionA(Branch in) {
        return Branch.concat(
                "concat",
                in.halve("3x3", 384, 0),
                in.conv("3x3_2_reduce", 192, 1).conv("3x3_2", 224, 3).halve("3x3_3", 256, 0),
                in.halvingPool("pool", 0));
    }

    private static Tensor blockB(Branch in) {
        return Branch.concat(
                "concat",
                in.conv("1x1_2", 384, 1),
                in.conv("1x7_reduce", 192, 1).conv("1x7", 224, 1, 7).conv("7x1", 256, 7, 1),
                in.conv("7x1_2_reduce", 192, 1)
                        .conv("7x1_2", 192, 7, 1)
                        .conv("1x7_2", 224, 1, 7)
                        .conv("7x1_3", 224, 7, 1)
                        .conv("1x7_3", 256, 1, 7),
                in.averagePool("pool_ave").conv("1x1", 128, 1));
    }

    private static Tensor reductionB(Branch in) {
        return Branch.concat(
                "concat",
                in.conv("3x3_reduce", 192, 1).halve("3x3", 192, 0),
                in.conv("1x7_reduce", 256, 1)
                        .conv("1x7", 256, 1, 7)
                        .conv("7x1", 320, 7, 1)
                        .halve("3x3_2", 320, 0),
                in.halvingPool("pool", 0));
    }

    private static Tensor blockC(Branch in) {
        Branch third = in.conv("1x1_3", 384, 1);
        Branch fourth = in.conv("1x1_4", 384, 1).conv("3x1_2", 448, 3, 1).conv("1x3_2", 512, 1, 3);
        return Branch.concat(
                "concat",
                in.conv("1x1_2", 256, 1),
                third.conv("1x3", 256, 1, 3),
                third.conv("3x1", 256, 3, 1),
                fourth.conv("1x3_3", 256, 1, 3),
                fourth.conv("3x1_3", 256, 3, 1),
                in.averagePool("pool_ave").conv("1x1", 256, 1));
    }
}
