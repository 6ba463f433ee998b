package macjoule.model.zoo;

import macjoule.model.net.Convolution;
import macjoule.model.net.Tensor;

/** Lin et al., ICLR 2014, the ImageNet model: each spatial convolution is followed by two 1x1 ones, "cccp" in the original. */
final class NetworkInNetwork {
    private NetworkInNetwork() {}

    static Tensor layers(Tensor image) {
        Tensor x = image.conv("conv1", Convolution.of(96, 11).stride(4)).relu();
        x = pointwise(x, "cccp1", 96);
        x = pointwise(x, "cccp2", 96).maxPool("pool1", 3, 2, 0);
        x = x.conv("conv2", Convolution.of(256, 5).pad(2)).relu();
        x = pointwise(x, "cccp3", 256);
        x = pointwise(x, "cccp4", 256).maxPool("pool2", 3, 2, 0);
        x = x.conv("conv3", Convolution.of(384, 3).pad(1)).relu();
        x = pointwise(x, "cccp5", 384);
        x = pointwise(x, "cccp6", 384).maxPool("pool3", 3, 2, 0).dropout();
        x = x.conv("conv4-1024", Convolution.of(1024, 3).pad(1)).relu();
        x = pointwise(x, "cccp7-1024", 1024);
        x = pointwise(x, "cccp8-1024", 1000);
        return x.averagePool("pool4", 6, 1, 0).softmax();
    }

    private static Tensor pointwise(Tensor input, String name, int filters) {
        return input.conv(name, Convolution.of(filters, 1)).relu();
    }
}
