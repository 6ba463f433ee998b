package macjoule.model.zoo;

import java.util.List;
import macjoule.model.net.Convolution;
import macjoule.model.net.Tensor;

/**
 * Ioffe and Szegedy, ICML 2015, with the separable first convolution of TensorFlow's release. The definition wants images of 231,
 * not 224: convolutions round their maps down and poolings up, and the two must agree where a block joins them.
 */
final class InceptionV2 {
    /**
     * Filters of a block: the 1x1 branch, the reduction and the 3x3 convolution of the second, the reduction and the two 3x3
     * convolutions of the third, and the projection after the pooling.
     */
    private record Widths(String block, int direct, int reduceA, int a, int reduceB, int b, int projection) {}

    private static final List<Widths> STAGE_A = List.of(
            new Widths("inception_a1", 64, 64, 64, 64, 96, 32), new Widths("inception_a2", 64, 64, 96, 64, 96, 64));
    private static final List<Widths> STAGE_B = List.of(
            new Widths("inception_b1", 224, 64, 96, 96, 128, 128),
            new Widths("inception_b2", 192, 96, 128, 96, 128, 128),
            new Widths("inception_b3", 160, 128, 160, 128, 160, 96),
            new Widths("inception_b4", 96, 128, 192, 160, 192, 96));

    private InceptionV2() {}

    static Tensor layers(Tensor image) {
        Tensor x = stem(image);
        for (Widths widths : STAGE_A) {
            x = block(x, widths);
        }
        x = reduction(x, "reduction_a", 128, 160, 64, 96);
        for (Widths widths : STAGE_B) {
            x = block(x, widths);
        }
        x = reduction(x, "reduction_b", 128, 192, 192, 256);
        x = block(x, new Widths("inception_c1", 352, 192, 320, 160, 224, 128));
        x = lastBlock(x, new Widths("inception_c2", 352, 192, 320, 192, 224, 128));
        return x.globalAveragePool("pool_7x7_s1")
                .dropout()
                .fullyConnected("classifier", 1000)
                .softmax();
    }

    private static Tensor stem(Tensor image) {
        // A depthwise convolution with eight filters per colour, then the pointwise one that mixes them.
        Tensor x = image.conv(
                        "conv1_7x7",
                        Convolution.of(24, 7).stride(2).pad(3).groups(3).noBias())
                .conv("conv1_7x7_increase", Convolution.of(64, 1))
                .relu()
                .maxPool("pool1_3x3_s2", 3, 2, 0);
        x = Branch.normalised(x, "conv2_3x3_reduce", Convolution.of(64, 1));
        x = Branch.normalised(x, "conv2_3x3", Convolution.of(192, 3).pad(1));
        return x.maxPool("pool2_3x3_s2", 3, 2, 0);
    }

    private static Tensor block(Tensor in, Widths widths) {
        return block(in, widths, new Branch(widths.block, in).averagePool("pool"));
    }

    /** The only block that pools by maximum. */
    private static Tensor lastBlock(Tensor in, Widths widths) {
        return block(in, widths, new Branch(widths.block, in).maxPool("pool"));
    }

    private static Tensor block(Tensor in, Widths widths, Branch pooled) {
        Branch from = new Branch(widths.block, in);
        return Branch.concat(
                "output",
                from.conv("1x1", widths.direct, 1),
                from.conv("3x3_a_reduce", widths.reduceA, 1).conv("3x3_a", widths.a, 3),
                from.conv("3x3_b_reduce", widths.reduceB, 1)
                        .conv("3x3_b1", widths.b, 3)
                        .conv("3x3_b2", widths.b, 3),
                pooled.conv("pool_proj", widths.projection, 1));
    }

    private static Tensor reduction(Tensor in, String block, int reduceA, int a, int reduceB, int b) {
        Branch from = new Branch(block, in);
        return Branch.concat(
                "concat",
                from.conv("3x3_a_reduce", reduceA, 1).halve("3x3_a", a, 1),
                from.conv("3x3_b_reduce", reduceB, 1).conv("3x3_b1", b, 3).halve("3x3_b2", b, 1),
                from.halvingPool("pool", 1));
    }
}
