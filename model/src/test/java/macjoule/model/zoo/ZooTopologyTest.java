package macjoule.model.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Network;
import macjoule.model.net.Node;
import macjoule.model.net.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facts of the published definition files that totals alone would not show. */
class ZooTopologyTest {

    @ParameterizedTest
    @CsvSource({
        "vgg-16,            convolution, 13",
        "nin,               convolution, 12",
        "nin,               fully-connected, 0",
        "googlenet,         convolution, 57",
        "googlenet,         lrn, 2",
        "resnet-50,         convolution, 53",
        "resnet-101,        convolution, 104",
        "resnet-152,        convolution, 155",
        "resnet-152,        batch-norm, 155",
        "resnet-101-v2,     convolution, 104",
        "resnet-101-v2,     batch-norm, 100",
        "resnet-152-v2,     convolution, 155",
        "resnet-152-v2,     batch-norm, 151",
        "resnet-152-v2,     activation, 151",
        "resnext-50-32x4d,  convolution, 53",
        "resnext-101-32x4d, convolution, 104",
        "densenet-121,      convolution, 121",
        "densenet-121,      softmax, 0",
        "densenet-169,      convolution, 169",
        "squeezenet-1.0,    convolution, 26",
        "squeezenet-1.1,    fully-connected, 0",
        "mobilenet-v1,      depthwise-convolution, 13",
        "mobilenet-v1,      convolution, 15",
        "mobilenet-v2,      depthwise-convolution, 17",
        "mobilenet-v2,      convolution, 37",
        "mobilenet-v2,      element-wise, 10",
        "mobilenet-v2,      activation, 36"
    })
    void layersOfAKindAreAsMany(String name, String type, long count) {
        assertThat(network(name).nodes().stream().filter(node -> node.type().equals(type)))
                .hasSize(Math.toIntExact(count));
    }

    /** Layers of VGG-16, GoogLeNet and ResNet-152 as the DeLTA paper lists them: what goes in, what comes out. */
    @ParameterizedTest
    @CsvSource({
        "vgg-16, conv3_2, 256x56x56, 256x56x56",
        "vgg-16, conv5_1, 512x14x14, 512x14x14",
        "googlenet, conv2/3x3, 64x56x56, 192x56x56",
        "googlenet, inception_3a/5x5_reduce, 192x28x28, 16x28x28",
        "googlenet, inception_4e/pool_proj, 528x14x14, 128x14x14",
        "googlenet, inception_5b/3x3, 192x7x7, 384x7x7",
        "resnet-152, res2a_branch1, 64x56x56, 256x56x56",
        "resnet-152, res3b7_branch2a, 512x28x28, 128x28x28",
        "resnet-152, res4a_branch2a, 512x28x28, 256x14x14",
        "resnet-152, res4b35_branch2c, 256x14x14, 1024x14x14",
        "resnet-152, res5c_branch2b, 512x7x7, 512x7x7"
    })
    void layersFoundByTheirPublishedNameHaveThePublishedShapes(String name, String layer, String in, String out) {
        Node node = node(name, layer);
        assertThat(node.input()).isEqualTo(Shape.parse(in));
        assertThat(node.output()).isEqualTo(Shape.parse(out));
    }

    @ParameterizedTest
    @CsvSource({"resnet-50, true", "resnet-101, false", "resnet-152, false", "resnet-101-v2, false", "vgg-16, true"})
    void onlySomeFirstConvolutionsHaveABias(String name, boolean bias) {
        assertThat(firstConvolution(name).bias()).isEqualTo(bias);
    }

    @ParameterizedTest
    @CsvSource({
        "resnet-50, res3a_branch2a, 2",
        "resnet-50, res3a_branch2b, 1",
        "resnet-101-v2, res4_conv1, 1",
        "resnet-101-v2, res4_conv2, 2",
        "resnet-101-v2, res4_match_conv, 2",
        "resnext-50-32x4d, resx4_conv1, 1",
        "resnext-50-32x4d, resx4_conv2, 2",
        "mobilenet-v2, conv4_3/dwise, 1",
        "mobilenet-v2, conv4_7/dwise, 2"
    })
    void stridesSitWhereTheDefinitionHasThem(String name, String layer, int stride) {
        Convolution convolution = (Convolution) node(name, layer).layer();
        assertThat(convolution.window().strideHeight()).isEqualTo(stride);
    }

    @ParameterizedTest
    @CsvSource({"densenet-121", "densenet-169", "resnext-50-32x4d", "resnext-101-32x4d"})
    void paddedFirstPoolingIsRoundedUp(String name) {
        assertThat(heightsAfter(name, "pool1")).isEqualTo(Set.of(57, 29, 15, 8, 1));
    }

    @ParameterizedTest
    @CsvSource({"resnet-50", "resnet-152", "resnet-101-v2", "resnet-152-v2"})
    void unpaddedFirstPoolingGives56(String name) {
        assertThat(heightsAfter(name, "pool1")).isEqualTo(Set.of(56, 28, 14, 7, 1));
    }

    @Test
    void sumsOfPreActivationResNetsStayLinear() {
        assertThat(network("resnet-152-v2").nodes())
                .filteredOn(node -> node.layer() instanceof Layer.Activation)
                .allMatch(node -> node.inputs().get(0).layer() instanceof Layer.Scale);
    }

    @Test
    void projectionsOfPreActivationResNetsReadTheActivatedInputAndAreNotNormalised() {
        Network network = network("resnet-101-v2");
        Node projection = node("resnet-101-v2", "res4_match_conv");
        assertThat(projection.inputs().get(0).layer()).isInstanceOf(Layer.Activation.class);
        assertThat(network.nodes())
                .filteredOn(node -> node.layer() instanceof Layer.BatchNorm)
                .noneMatch(node -> node.inputs().get(0).name().endsWith("match_conv"));
    }

    @Test
    void mobileNetV2KeepsItsStageOf64ChannelsAt28Rows() {
        for (int block = 3; block <= 6; block++) {
            assertThat(node("mobilenet-v2", "conv4_" + block + "/linear").output())
                    .isEqualTo(new Shape(64, 28, 28));
        }
        assertThat(node("mobilenet-v2", "conv2_1/expand").input().channels()).isEqualTo(32);
        assertThat(node("mobilenet-v2", "conv2_1/expand").output().channels()).isEqualTo(32);
    }

    @ParameterizedTest
    @CsvSource({
        "mobilenet-v1, fc7",
        "mobilenet-v2, fc7",
        "densenet-121, fc6",
        "squeezenet-1.0, conv10",
        "nin, cccp8-1024"
    })
    void classifierIsAPointwiseConvolutionWithBias(String name, String layer) {
        Convolution classifier = (Convolution) node(name, layer).layer();
        assertThat(classifier.filters()).isEqualTo(1000);
        assertThat(classifier.window().area()).isEqualTo(1);
        assertThat(classifier.bias()).isTrue();
    }

    @Test
    void resNextHas32GroupsInEveryThreeByThreeConvolution() {
        List<Integer> groups = IntStream.rangeClosed(1, 33)
                .mapToObj(block -> (Convolution)
                        node("resnext-101-32x4d", "resx" + block + "_conv2").layer())
                .map(Convolution::groups)
                .toList();
        assertThat(groups).hasSize(33).containsOnly(32);
    }

    private static Network network(String name) {
        return Zoo.find(name).orElseThrow().network();
    }

    private static Node node(String network, String name) {
        return network(network).nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Convolution firstConvolution(String name) {
        return (Convolution) network(name).layers().get(0).layer();
    }

    private static Set<Integer> heightsAfter(String name, String layer) {
        int first = node(name, layer).index();
        return network(name).nodes().stream()
                .filter(node -> node.index() >= first)
                .map(node -> node.output().height())
                .collect(Collectors.toSet());
    }
}
