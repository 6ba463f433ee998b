package macjoule.model.delta;

import static org.assertj.core.api.Assertions.assertThat;

import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;
import org.junit.jupiter.api.Test;

class MissRateNotesTest {
    private static final GpuSpec V100 = GpuCatalogue.find("v100");

    /** 1,000 outputs of one image fill 8 tiles of 128x128 in part only. */
    @Test
    void wholeTilesExceedTheMatrix() {
        Prediction fc8 = predicted(ConvDims.of("fc8", 1, 4096, 1, 1, 1000, 1, 1, 1, 0));
        assertThat(fc8.l1MissRate()).isGreaterThan(1);
        assertThat(fc8.notes())
                .containsExactly(
                        "L1 miss rate above 1: Eq. 9 counts whole tiles of 128x128x8 from L2, Eq. 4 only what lies"
                                + " within the 1x1000 outputs");
    }

    /** Eq. 8 takes a map of one row for one of a single output, of which a tile of 128 outputs would span as many images. */
    @Test
    void distancesExceedTheTile() {
        Prediction row = predicted(ConvDims.of("row", 64, 64, 3, 224, 64, 3, 3, 1, 0));
        assertThat(row.l1MissRate()).isGreaterThan(1);
        assertThat(row.notes()).singleElement().asString().contains("Eq. 5 to 8 go by the distances");
    }

    /** One group of the layer of ResNeXt-50 that halves the smallest maps. */
    @Test
    void theInputAndItsPaddingExceedWhatTilesRead() {
        Prediction padded = predicted(ConvDims.of("conv", 4, 32, 15, 15, 32, 3, 3, 2, 1));
        assertThat(padded.l2MissRate()).isGreaterThan(1);
        assertThat(padded.notes())
                .singleElement()
                .asString()
                .startsWith("L2 miss rate above 1: Eq. 10 counts the whole input and its padding");
    }

    @Test
    void nothingIsSaidOfUsualLayers() {
        Prediction usual = predicted(ConvDims.of("usual", 16, 64, 28, 28, 64, 3, 3, 1, 1));
        assertThat(usual.l1MissRate()).isLessThan(1);
        assertThat(usual.l2MissRate()).isLessThan(1);
        assertThat(usual.notes()).isEmpty();
    }

    private static Prediction predicted(ConvDims layer) {
        return Delta.paper(DeltaOptions.PAPER).predict(layer, V100);
    }
}
