package macjoule.model.training.graph;

import macjoule.model.training.graph.MapBuilder.FeatureMap;

/** ResNet-50 as keras.applications builds it: biased convolutions, explicit padding, stride on the first 1x1 of a stage. */
final class ResNet50Keras {
    private static final int[] BLOCKS = {3, 4, 6, 3};

    private ResNet50Keras() {}

    static TrainingGraph of(int batch) {
        MapBuilder net = new MapBuilder("resnet-50-keras", batch);
        FeatureMap x = net.input("input", 224, 3);
        x = net.pad("conv1_pad", x, 6);
        x = net.conv("conv1_conv", x, 64, 7, 2, false, true);
        x = net.relu("conv1_relu", net.batchNorm("conv1_bn", x));
        x = net.maxPool("pool1_pool", net.pad("pool1_pad", x, 2), 3, 2);
        for (int stage = 0; stage < BLOCKS.length; stage++) {
            for (int block = 1; block <= BLOCKS[stage]; block++) {
                String name = "conv" + (stage + 2) + "_block" + block;
                int stride = block == 1 && stage > 0 ? 2 : 1;
                x = bottleneck(net, name, x, 64 << stage, stride, block == 1);
            }
        }
        x = net.dense("predictions", net.globalAveragePool("avg_pool", x), 1000);
        net.softmax("softmax", x);
        return net.build();
    }

    private static FeatureMap bottleneck(
            MapBuilder net, String name, FeatureMap in, int filters, int stride, boolean project) {
        FeatureMap shortcut = in;
        if (project) {
            shortcut = net.conv(name + "_0_conv", in, 4 * filters, 1, stride, true, true);
            shortcut = net.batchNorm(name + "_0_bn", shortcut);
        }
        FeatureMap x = net.conv(name + "_1_conv", in, filters, 1, stride, true, true);
        x = net.relu(name + "_1_relu", net.batchNorm(name + "_1_bn", x));
        x = net.conv(name + "_2_conv", x, filters, 3, 1, true, true);
        x = net.relu(name + "_2_relu", net.batchNorm(name + "_2_bn", x));
        x = net.conv(name + "_3_conv", x, 4 * filters, 1, 1, true, true);
        x = net.batchNorm(name + "_3_bn", x);
        return net.relu(name + "_out", net.plus(name + "_add", shortcut, x));
    }
}
