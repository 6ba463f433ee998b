package macjoule.model.zoo;

import macjoule.model.net.Convolution;
import macjoule.model.net.Tensor;

/** Szegedy et al., CVPR 2016, without the auxiliary classifier. */
final class InceptionV3 {
    private static final int[] PROJECTIONS_A = {32, 64, 64};
    /** How far the blocks of the second stage squeeze before their factorised 7x7 convolutions. */
    private static final int[] SQUEEZES_B = {128, 160, 160, 192};

    private InceptionV3() {}

    static Tensor layers(Tensor image) {
        Tensor x = stem(image);
        for (int i = 0; i < PROJECTIONS_A.length; i++) {
            x = blockA(new Branch("inception_a" + (i + 1), x), PROJECTIONS_A[i]);
        }
        x = reductionA(new Branch("reduction_a", x));
        for (int i = 0; i < SQUEEZES_B.length; i++) {
            x = blockB(new Branch("inception_b" + (i + 1), x), SQUEEZES_B[i]);
        }
        x = reductionB(new Branch("reduction_b", x));
        Branch first = new Branch("inception_c1", x);
        x = blockC(first, first.averagePool("pool_ave"));
        Branch second = new Branch("inception_c2", x);
        x = blockC(second, second.maxPool("pool"));
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
        x = x.maxPool("pool1_3x3_s2", 3, 2, 0);
        x = Branch.normalised(x, "conv4_3x3_reduce", Convolution.of(80, 1));
        x = Branch.normalised(x, "conv4_3x3", Convolution.of(192, 3));
        return x.maxPool("pool2_3x3_s2", 3, 2, 0);
    }

    private static Tensor blockA(Branch in, int projection) {
        return Branch.concat(
                "output",
                in.conv("1x1", 64, 1),
                in.conv("5x5_reduce", 48, 1).conv("5x5", 64, 5),
                in.conv("3x3_reduce", 64, 1).conv("3x3_1", 96, 3).conv("3x3_2", 96, 3),
                in.averagePool("pool").conv("pool_proj", projection, 1));
    }

    private static Tensor reductionA(Branch in) {
        return Branch.concat(
                "concat",
                in.halve("3x3", 384, 0),
                in.conv("3x3_2_reduce", 64, 1).conv("3x3_2", 96, 3).halve("3x3_3", 96, 0),
                in.halvingPool("pool", 0));
    }

    private static Tensor blockB(Branch in, int squeeze) {
        return Branch.concat(
                "concat",
                in.conv("1x1_2", 192, 1),
                in.conv("1x7_reduce", squeeze, 1).conv("1x7", squeeze, 1, 7).conv("7x1", 192, 7, 1),
                in.conv("7x1_reduce", squeeze, 1)
                        .conv("7x1_2", squeeze, 7, 1)
                        .conv("1x7_2", squeeze, 1, 7)
                        .conv("7x1_3", squeeze, 7, 1)
                        .conv("1x7_3", 192, 1, 7),
                in.averagePool("pool_ave").conv("1x1", 192, 1));
    }

    private static Tensor reductionB(Branch in) {
        return Branch.concat(
                "concat",
                in.conv("3x3_reduce", 192, 1).halve("3x3", 320, 0),
                in.conv("1x7_reduce", 192, 1)
                        .conv("1x7", 192, 1, 7)
                        .conv("7x1", 192, 7, 1)
                        .halve("3x3_2", 192, 0),
                in.halvingPool("pool", 0));
    }

    private static Tensor blockC(Branch in, Branch pooled) {
        Branch narrow = in.conv("1x3_reduce", 384, 1);
        Branch deep = in.conv("3x3_reduce", 448, 1).conv("3x3", 384, 3);
        return Branch.concat(
                "concat",
                in.conv("1x1_2", 320, 1),
                narrow.conv("1x3", 384, 1, 3),
                narrow.conv("3x1", 384, 3, 1),
                deep.conv("1x3_2", 384, 1, 3),
                deep.conv("3x1_2", 384, 3, 1),
                pooled.conv("1x1", 192, 1));
    }
}
