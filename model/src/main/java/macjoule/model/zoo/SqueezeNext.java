package macjoule.model.zoo;

import java.util.function.UnaryOperator;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer.FullyConnected;
import macjoule.model.net.Tensor;

/** Gholami et al., CVPR Workshops 2018: residual blocks of separable 3x1 and 1x3 convolutions in five steps. */
final class SqueezeNext {
    private static final int[] PLAIN = {6, 6, 8, 1};
    private static final int[] V5 = {2, 4, 14, 1};

    private final int width;
    private final int firstKernel;
    private final int[] blocksPerStage;
    private final int groups;
    /** Whether the first block of a stage works on what its shortcut projects, rather than beside it. */
    private final boolean afterShortcut;

    private int convolutions;
    private int blocks;

    private SqueezeNext(int width, int firstKernel, int[] blocksPerStage, int groups, boolean afterShortcut) {
        this.width = width;
        this.firstKernel = firstKernel;
        this.blocksPerStage = blocksPerStage;
        this.groups = groups;
        this.afterShortcut = afterShortcut;
    }

    /** The 23 layers of the paper, {@code width} times as wide. */
    static UnaryOperator<Tensor> plain(int width) {
        return image -> new SqueezeNext(width, 7, PLAIN, 1, false).build(image);
    }

    /** The variant that halves the convolutions within a block by grouping. */
    static UnaryOperator<Tensor> grouped() {
        return image -> new SqueezeNext(1, 7, PLAIN, 2, false).build(image);
    }

    /** The variant with its blocks moved to the later stages, {@code width} times as wide. */
    static UnaryOperator<Tensor> v5(int width) {
        return image -> new SqueezeNext(width, 5, V5, 1, true).build(image);
    }

    private Tensor build(Tensor image) {
        Tensor x = conv(image, Convolution.of(64, firstKernel).stride(2)).maxPool("pool1", 3, 2, 0);
        for (int stage = 0; stage < blocksPerStage.length; stage++) {
            x = stage(x, (32 * width) << stage, blocksPerStage[stage], stage == 0 ? 1 : 2);
        }
        return conv(x, Convolution.of(128, 1))
                .globalAveragePool("pool5")
                .apply("fc1000", new FullyConnected(1000, false))
                .softmax();
    }

    private Tensor stage(Tensor in, int filters, int count, int stride) {
        Tensor shortcut = conv(in, Convolution.of(filters, 1).stride(stride));
        Tensor x = afterShortcut ? block(shortcut, shortcut, filters, 1) : block(in, shortcut, filters, stride);
        for (int i = 1; i < count; i++) {
            x = block(x, x, filters, 1);
        }
        return x;
    }

    private Tensor block(Tensor in, Tensor shortcut, int filters, int stride) {
        blocks++;
        Convolution tall = Convolution.of(filters / 2, 3, 1).pad(1, 0).groups(groups);
        Convolution wide = Convolution.of(filters / 2, 1, 3).pad(0, 1).groups(groups);
        boolean tallFirst = blocks % 2 == 1;
        Tensor x = conv(in, Convolution.of(filters / 2, 1).stride(stride).groups(groups));
        x = conv(x, Convolution.of(filters / 4, 1));
        x = conv(x, tallFirst ? tall : wide);
        x = conv(x, tallFirst ? wide : tall);
        x = conv(x, Convolution.of(filters, 1));
        return shortcut.plus("Eltwise" + blocks, x).relu();
    }

    private Tensor conv(Tensor x, Convolution convolution) {
        convolutions++;
        return x.conv("Convolution" + convolutions, convolution.noBias())
                .batchNorm()
                .relu();
    }
}
