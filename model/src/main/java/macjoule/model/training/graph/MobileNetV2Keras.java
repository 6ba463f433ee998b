package macjoule.model.training.graph;

import macjoule.model.training.graph.MapBuilder.FeatureMap;

/** MobileNetV2 as keras.applications builds it: explicit padding by one before every convolution with stride 2. */
final class MobileNetV2Keras {
    private static final int[] CHANNELS = {24, 32, 64, 96, 160, 320};
    private static final int[] BLOCKS = {2, 3, 4, 3, 3, 1};
    private static final int[] STRIDES = {2, 2, 2, 1, 2, 1};
    private static final int EXPANSION = 6;

    private MobileNetV2Keras() {}

    static TrainingGraph of(int batch) {
        MapBuilder net = new MapBuilder("mobilenet-v2-keras", batch);
        FeatureMap x = net.pad("Conv1_pad", net.input("input", 224, 3), 1);
        x = net.conv("Conv1", x, 32, 3, 2, false, false);
        x = net.relu("Conv1_relu", net.batchNorm("bn_Conv1", x));
        x = filter(net, "expanded_conv_", x, 16, 1);
        int number = 1;
        for (int stage = 0; stage < BLOCKS.length; stage++) {
            for (int block = 0; block < BLOCKS[stage]; block++) {
                int stride = block == 0 ? STRIDES[stage] : 1;
                x = inverted(net, "block_" + number + "_", x, CHANNELS[stage], stride);
                number++;
            }
        }
        x = net.conv("Conv_1", x, 1280, 1, 1, true, false);
        x = net.relu("out_relu", net.batchNorm("Conv_1_bn", x));
        x = net.dense("predictions", net.globalAveragePool("global_average_pooling2d", x), 1000);
        net.softmax("softmax", x);
        return net.build();
    }

    private static FeatureMap inverted(MapBuilder net, String name, FeatureMap in, int channels, int stride) {
        FeatureMap x = net.conv(name + "expand", in, EXPANSION * in.channels(), 1, 1, true, false);
        x = net.relu(name + "expand_relu", net.batchNorm(name + "expand_BN", x));
        x = filter(net, name, x, channels, stride);
        return stride == 1 && in.channels() == channels ? net.plus(name + "add", in, x) : x;
    }

    /** The depthwise filter and the narrow projection after it. */
    private static FeatureMap filter(MapBuilder net, String name, FeatureMap in, int channels, int stride) {
        boolean padded = stride == 1;
        FeatureMap x = padded ? in : net.pad(name + "pad", in, 1);
        x = net.depthwise(name + "depthwise", x, 3, stride, padded);
        x = net.relu(name + "depthwise_relu", net.batchNorm(name + "depthwise_BN", x));
        x = net.conv(name + "project", x, channels, 1, 1, true, false);
        return net.batchNorm(name + "project_BN", x);
    }
}
