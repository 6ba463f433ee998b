package macjoule.model.zoo;

import macjoule.model.net.Convolution;
import macjoule.model.net.Tensor;

/** Szegedy et al., CVPR 2015, as deployed: without the auxiliary classifiers, which serve training only. */
final class GoogLeNet {
    private GoogLeNet() {}

    /** The filters of one inception module, in the columns of the paper's Table 1. */
    private record Module(int ones, int threesReduce, int threes, int fivesReduce, int fives, int poolProjection) {}

    static Tensor layers(Tensor image) {
        Tensor x = stem(image);
        x = inception(x, "3a", new Module(64, 96, 128, 16, 32, 32));
        x = inception(x, "3b", new Module(128, 128, 192, 32, 96, 64));
        x = x.maxPool("pool3/3x3_s2", 3, 2, 0);
        x = inception(x, "4a", new Module(192, 96, 208, 16, 48, 64));
        x = inception(x, "4b", new Module(160, 112, 224, 24, 64, 64));
        x = inception(x, "4c", new Module(128, 128, 256, 24, 64, 64));
        x = inception(x, "4d", new Module(112, 144, 288, 32, 64, 64));
        x = inception(x, "4e", new Module(256, 160, 320, 32, 128, 128));
        x = x.maxPool("pool4/3x3_s2", 3, 2, 0);
        x = inception(x, "5a", new Module(256, 160, 320, 32, 128, 128));
        x = inception(x, "5b", new Module(384, 192, 384, 48, 128, 128));
        return x.averagePool("pool5/7x7_s1", 7, 1, 0)
                .dropout()
                .fullyConnected("loss3/classifier", 1000)
                .softmax();
    }

    private static Tensor stem(Tensor image) {
        Tensor x = conv(image, "conv1/7x7_s2", Convolution.of(64, 7).stride(2).pad(3))
                .maxPool("pool1/3x3_s2", 3, 2, 0)
                .lrn(5);
        x = conv(x, "conv2/3x3_reduce", Convolution.of(64, 1));
        return conv(x, "conv2/3x3", Convolution.of(192, 3).pad(1)).lrn(5).maxPool("pool2/3x3_s2", 3, 2, 0);
    }

    private static Tensor inception(Tensor input, String name, Module module) {
        String prefix = "inception_" + name + "/";
        Tensor ones = conv(input, prefix + "1x1", Convolution.of(module.ones, 1));
        Tensor threes = conv(input, prefix + "3x3_reduce", Convolution.of(module.threesReduce, 1));
        threes = conv(threes, prefix + "3x3", Convolution.of(module.threes, 3).pad(1));
        Tensor fives = conv(input, prefix + "5x5_reduce", Convolution.of(module.fivesReduce, 1));
        fives = conv(fives, prefix + "5x5", Convolution.of(module.fives, 5).pad(2));
        Tensor pooled = input.maxPool(prefix + "pool", 3, 1, 1);
        pooled = conv(pooled, prefix + "pool_proj", Convolution.of(module.poolProjection, 1));
        return Tensor.concat(prefix + "output", ones, threes, fives, pooled);
    }

    private static Tensor conv(Tensor input, String name, Convolution convolution) {
        return input.conv(name, convolution).relu();
    }
}
