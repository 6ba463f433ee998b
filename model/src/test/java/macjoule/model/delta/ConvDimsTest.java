package macjoule.model.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.net.Convolution;
import macjoule.model.net.LayerSpec;
import macjoule.model.net.NetworkBuilder;
import macjoule.model.net.Padding;
import macjoule.model.net.Shape;
import macjoule.model.net.Window;
import macjoule.model.zoo.Zoo;
import org.junit.jupiter.api.Test;

/** Layers as matrix products; the figures are worked out by hand. */
class ConvDimsTest {
    private static final Delta DELTA = Delta.paper(DeltaOptions.PAPER);

    private static ConvDims only(Shape input, Convolution convolution) {
        return ConvDims.of(
                        new NetworkBuilder("one")
                                .input(input)
                                .conv("conv", convolution)
                                .network(),
                        4)
                .get(0);
    }

    /** AlexNet as Caffe defines it, for a 224x224 image: 3 of 5 convolutions are in two groups. */
    @Test
    void aNetworkGivesItsConvolutionsAndFullyConnectedLayers() {
        List<ConvDims> layers = ConvDims.of(Zoo.find("alexnet").orElseThrow().network(), 256);
        assertThat(layers)
                .extracting(ConvDims::name)
                .containsExactly("conv1", "conv2", "conv3", "conv4", "conv5", "fc6", "fc7", "fc8");
        assertThat(layers.get(1).gemm()).isEqualTo(new Gemm(256 * 27 * 27, 128, 48 * 25));
        assertThat(layers.get(5).gemm()).isEqualTo(new Gemm(256, 4096, 256 * 6 * 6));
        assertThat(layers.stream()
                        .mapToDouble(layer -> layer.gemm().macs() * layer.groups())
                        .sum())
                .isEqualTo(256 * 720608384.0);
    }

    /** Two groups of AlexNet's second layer: 1352 rows of blocks, one column each, and twice one group's traffic. */
    @Test
    void groupsAreIndependentProductsLaunchedTogether() {
        ConvDims grouped =
                ConvDims.of("conv2", 256, LayerSpec.parse("ci=96,hi=26,wi=26,co=256,hf=5,wf=5,pad=2,groups=2"));
        Prediction both = DELTA.predict(grouped, TestGpus.titanXp());
        Prediction one = DELTA.predict(grouped.oneGroup(), TestGpus.titanXp());
        assertThat(both.launch().ctas()).isEqualTo(2 * 1352);
        assertThat(both.l2Bytes()).isEqualTo(2 * one.l2Bytes());
        assertThat(both.mliIfmap()).isEqualTo(one.mliIfmap());
        assertThat(both.tile()).isEqualTo(Tile.T128X128);
        assertThat(both.notes()).singleElement().asString().startsWith("grouped: modelled as 2 independent GEMMs");
        assertThat(one.notes()).isEmpty();
    }

    /** 112 x 112 maps of 32 channels, a 3x3 filter each: K is 9 and one column of blocks serves one channel. */
    @Test
    void aDepthwiseConvolutionIsOneProductPerChannel() {
        ConvDims depthwise =
                only(new Shape(32, 112, 112), Convolution.of(32, 3).pad(1).groups(32));
        assertThat(depthwise.gemm()).isEqualTo(new Gemm(4 * 112 * 112, 1, 9));
        assertThat(DELTA.predict(depthwise, TestGpus.titanXp()).launch().ctas()).isEqualTo(32 * 392);
    }

    /** A 1x7 filter padded by 3 at the sides keeps a 17x17 map. */
    @Test
    void eachAxisKeepsItsOwnPadding() {
        ConvDims wide = only(new Shape(192, 17, 17), Convolution.of(192, 1, 7).pad(0, 3));
        assertThat(wide.gemm()).isEqualTo(new Gemm(4 * 17 * 17, 192, 192 * 7));
        assertThat(wide.notes()).singleElement().asString().startsWith("padding differs by side");
        assertThat(DELTA.predict(wide, TestGpus.titanXp()).traffic().dram().ifmap())
                .isEqualTo(4.0 * 4 * 192 * 17 * 23 * 3);
    }

    /** TensorFlow pads 224 by one at the far edge only for a 3x3 filter of stride 2: 112 steps. */
    @Test
    void oneSidedPaddingCountsOnce() {
        ConvDims same =
                only(new Shape(3, 224, 224), Convolution.of(32, 3).stride(2).pad(new Padding(0, 1, 0, 1)));
        assertThat(same.outHeight()).isEqualTo(112);
        assertThat(same.notes()).hasSize(1);
    }

    /** A 3x3 filter with holes of 2 reaches over 5: from 28 to 24. */
    @Test
    void aDilatedFilterReachesFurther() {
        ConvDims dilated = only(new Shape(8, 28, 28), Convolution.of(8, 3).dilation(2));
        assertThat(dilated.gemm()).isEqualTo(new Gemm(4 * 24 * 24, 8, 72));
        assertThat(dilated.notes()).singleElement().asString().startsWith("dilated");
    }

    @Test
    void unequalStridesAreNoted() {
        ConvDims layer = only(new Shape(8, 28, 28), Convolution.of(8, 3).stride(1, 2));
        assertThat(layer.outHeight()).isEqualTo(26);
        assertThat(layer.outWidth()).isEqualTo(13);
        assertThat(layer.notes()).singleElement().asString().startsWith("stride differs");
    }

    @Test
    void aFilterLargerThanThePaddedInputIsRefused() {
        assertThatThrownBy(() -> ConvDims.of("tiny", 1, 3, 4, 4, 8, 7, 7, 1, 1))
                .isInstanceOf(BadInputException.class)
                .hasMessage("a filter reaching over 7 does not fit the padded height 6: tiny: "
                        + "use a larger input, a smaller filter or more padding");
    }

    @Test
    void sizesBelowOneAreRefused() {
        assertThatThrownBy(() -> ConvDims.of("layer", 1, 3, 8, 8, 8, 3, 3, 0, 1))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("stride 0x0");
        assertThatThrownBy(() -> ConvDims.of("layer", 0, 3, 8, 8, 8, 3, 3, 1, 1))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("batch 0");
        assertThatThrownBy(() -> ConvDims.of("layer", 1, 3, 8, 8, 0, 3, 3, 1, 1))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("co 0");
    }

    @Test
    void groupsMustDivideChannelsAndFilters() {
        assertThatThrownBy(() -> new ConvDims("layer", 1, new Shape(9, 8, 8), 8, Window.of(3), 2))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("2 groups");
    }

    @Test
    void aLayerTooLargeToCountIsRefused() {
        int most = 2_000_000_000;
        assertThatThrownBy(() -> ConvDims.of("layer", most, most, 40000, 40000, most, 1, 1, 1, 0))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("too large");
    }
}
