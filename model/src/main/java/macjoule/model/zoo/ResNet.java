package macjoule.model.zoo;

import java.util.function.IntFunction;
import macjoule.model.net.Convolution;
import macjoule.model.net.Tensor;

/** He et al., CVPR 2016: bottleneck blocks whose stride sits on the first 1x1 convolution and on the projection. */
final class ResNet {
    private static final Convolution FIRST = Convolution.of(64, 7).stride(2).pad(3);

    private ResNet() {}

    /** The published definition has a bias in the first convolution here, though not in the deeper networks. */
    static Tensor layers50(Tensor image) {
        return layers(image.conv("conv1", FIRST), 4, 6, ResNet::letter);
    }

    static Tensor layers101(Tensor image) {
        return layers(image.conv("conv1", FIRST.noBias()), 4, 23, ResNet::letterThenNumbers);
    }

    static Tensor layers152(Tensor image) {
        return layers(image.conv("conv1", FIRST.noBias()), 8, 36, ResNet::letterThenNumbers);
    }

    private static Tensor layers(Tensor first, int blocks3, int blocks4, IntFunction<String> middleNames) {
        Tensor x = first.batchNorm().relu().maxPool("pool1", 3, 2, 0);
        x = stage(x, 2, 3, 1, ResNet::letter);
        x = stage(x, 3, blocks3, 2, middleNames);
        x = stage(x, 4, blocks4, 2, middleNames);
        x = stage(x, 5, 3, 2, ResNet::letter);
        return x.averagePool("pool5", 7, 1, 0).fullyConnected("fc1000", 1000).softmax();
    }

    private static Tensor stage(Tensor input, int number, int blocks, int stride, IntFunction<String> names) {
        int width = 16 << number;
        String prefix = "res" + number;
        String first = prefix + names.apply(0);
        Convolution projection = Convolution.of(4 * width, 1).stride(stride).noBias();
        Tensor shortcut = input.conv(first + "_branch1", projection).batchNorm();
        Tensor x = shortcut.plus(first, branch(input, first, width, stride)).relu();
        for (int block = 1; block < blocks; block++) {
            String name = prefix + names.apply(block);
            x = x.plus(name, branch(x, name, width, 1)).relu();
        }
        return x;
    }

    private static Tensor branch(Tensor input, String block, int width, int stride) {
        String prefix = block + "_branch2";
        return input.conv(prefix + "a", Convolution.of(width, 1).stride(stride).noBias())
                .batchNorm()
                .relu()
                .conv(prefix + "b", Convolution.of(width, 3).pad(1).noBias())
                .batchNorm()
                .relu()
                .conv(prefix + "c", Convolution.of(4 * width, 1).noBias())
                .batchNorm();
    }

    /** a, b, c, ... */
    private static String letter(int block) {
        return String.valueOf((char) ('a' + block));
    }

    /** a, b1, b2, ... */
    private static String letterThenNumbers(int block) {
        return block == 0 ? "a" : "b" + block;
    }
}
