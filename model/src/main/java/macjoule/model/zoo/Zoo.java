package macjoule.model.zoo;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import macjoule.model.BadInputException;
import macjoule.model.Nearest;
import macjoule.model.net.Shape;
import macjoule.model.net.Tensor;

/** All networks known by name, in the order they are listed. */
public final class Zoo {
    private static final List<ZooEntry> ENTRIES = List.of(
            entry("alexnet", 224, "Krizhevsky et al., NIPS 2012; Caffe bvlc_alexnet", AlexNet::layers),
            entry("vgg-16", 224, "Simonyan and Zisserman, ICLR 2015; dgschwend/netscope vgg-16", Vgg16::layers),
            entry("nin", 227, "Lin et al., ICLR 2014; dgschwend/netscope nin", NetworkInNetwork::layers),
            entry("googlenet", 224, "Szegedy et al., CVPR 2015; BVLC/caffe bvlc_googlenet", GoogLeNet::layers),
            entry("inception-v2", 231, "Ioffe and Szegedy, ICML 2015; soeaver/caffe-model", InceptionV2::layers),
            entry("inception-v3", 299, "Szegedy et al., CVPR 2016; soeaver/caffe-model", InceptionV3::layers),
            entry("inception-v4", 299, "Szegedy et al., AAAI 2017; soeaver/caffe-model", InceptionV4::layers),
            entry("resnet-50", 224, "He et al., CVPR 2016; KaimingHe/deep-residual-networks", ResNet::layers50),
            entry("resnet-101", 224, "He et al., CVPR 2016; KaimingHe/deep-residual-networks", ResNet::layers101),
            entry("resnet-152", 224, "He et al., CVPR 2016; KaimingHe/deep-residual-networks", ResNet::layers152),
            entry("resnet-101-v2", 224, "He et al., ECCV 2016; soeaver/caffe-model", ResNetV2::layers101),
            entry("resnet-152-v2", 224, "He et al., ECCV 2016; soeaver/caffe-model", ResNetV2::layers152),
            entry(
                    "inception-resnet-v2",
                    299,
                    "Szegedy et al., AAAI 2017; soeaver/caffe-model",
                    InceptionResNetV2::layers),
            entry("resnext-50-32x4d", 224, "Xie et al., CVPR 2017; soeaver/caffe-model", ResNext::layers50),
            entry("resnext-101-32x4d", 224, "Xie et al., CVPR 2017; soeaver/caffe-model", ResNext::layers101),
            entry("densenet-121", 224, "Huang et al., CVPR 2017; shicai/DenseNet-Caffe", DenseNet::layers121),
            entry("densenet-169", 224, "Huang et al., CVPR 2017; shicai/DenseNet-Caffe", DenseNet::layers169),
            entry("squeezenet-1.0", 224, "Iandola et al., 2016; forresti/SqueezeNet v1.0", SqueezeNet::layersV10),
            entry("squeezenet-1.1", 224, "Iandola et al., 2016; forresti/SqueezeNet v1.1", SqueezeNet::layersV11),
            entry("sqnxt-23-1.0", 224, "Gholami et al., CVPRW 2018; amirgholami/SqueezeNext", SqueezeNext.plain(1)),
            entry("sqnxt-23-1.0-v5", 224, "Gholami et al., CVPRW 2018; amirgholami/SqueezeNext", SqueezeNext.v5(1)),
            entry("sqnxt-23-1.0-g", 224, "Gholami et al., CVPRW 2018; amirgholami/SqueezeNext", SqueezeNext.grouped()),
            entry("sqnxt-23-2.0", 224, "Gholami et al., CVPRW 2018; amirgholami/SqueezeNext", SqueezeNext.plain(2)),
            entry("sqnxt-23-2.0-v5", 224, "Gholami et al., CVPRW 2018; amirgholami/SqueezeNext", SqueezeNext.v5(2)),
            entry("mobilenet-v1", 224, "Howard et al., 2017; shicai/MobileNet-Caffe", MobileNetV1::layers),
            entry("mobilenet-v2", 224, "Sandler et al., CVPR 2018; shicai/MobileNet-Caffe", MobileNetV2::layers),
            entry("xception", 299, "Chollet, CVPR 2017; soeaver/caffe-model", Xception::layers));

    private Zoo() {}

    public static List<ZooEntry> entries() {
        return ENTRIES;
    }

    public static List<String> names() {
        return ENTRIES.stream().map(ZooEntry::name).toList();
    }

    public static Optional<ZooEntry> find(String name) {
        return ENTRIES.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /**
     * The network of this name.
     *
     * @throws BadInputException if there is none, naming those it may have been meant
     */
    public static ZooEntry get(String name) {
        return find(name)
                .orElseThrow(() -> new BadInputException("unknown network", name, Nearest.hint(name, names())));
    }

    private static ZooEntry entry(String name, int size, String source, UnaryOperator<Tensor> layers) {
        return new ZooEntry(name, new Shape(3, size, size), source, layers);
    }
}
