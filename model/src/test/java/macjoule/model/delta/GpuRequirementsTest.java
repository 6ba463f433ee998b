package macjoule.model.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import macjoule.model.BadInputException;
import macjoule.model.gpu.GpuSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GPUs on which nothing can be predicted. */
class GpuRequirementsTest {
    private static final ConvDims LAYER = ConvDims.of("alex_conv3", 256, 256, 13, 13, 384, 3, 3, 1, 1);
    private static final Delta DELTA = Delta.paper(DeltaOptions.PAPER);

    @ParameterizedTest
    @CsvSource({
        "smCount, 0",
        "clockHz, NaN",
        "fp32Flops, -1",
        "l1BytesPerSecondPerSm, 0",
        "l2BytesPerSecond, 0",
        "dramBytesPerSecond, Infinity",
        "sharedBytesPerSecondPerSm, 0",
        "dramLatencyCycles, -1",
        "l1RequestBytes, 0"
    })
    void aFigureThatCannotBeIsNamed(String field, double value) {
        GpuSpec gpu = TestGpus.with(TestGpus.titanXp(), field, value);
        assertThatThrownBy(() -> DELTA.predict(LAYER, gpu))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(field)
                .hasMessageContaining("TITANXp");
    }

    @Test
    void anL2CacheSmallerThanALineIsRefused() {
        GpuSpec gpu = TestGpus.with(TestGpus.titanXp(), "l2Bytes", 127);
        assertThatThrownBy(() -> DELTA.predict(LAYER, gpu))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("127 bytes holds no line");
    }

    /** A 128x128x8 tile stages 8 KiB and needs twice that. */
    @Test
    void aTileThatDoesNotFitSharedMemoryIsRefused() {
        GpuSpec small = TestGpus.with(TestGpus.titanXp(), "sharedBytesPerSm", 16383);
        assertThatThrownBy(() -> DELTA.predict(LAYER, small))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("128x128x8 does not fit 16383 bytes");
        GpuSpec enough = TestGpus.with(TestGpus.titanXp(), "sharedBytesPerSm", 16384);
        assertThat(DELTA.predict(LAYER, enough).launch().activeCtas()).isEqualTo(1);
    }

    /** CUDA's limit is 1024; 512x256 in warps of 64x32 takes 2048. */
    @Test
    void aTileOfTooManyThreadsIsRefused() {
        Delta huge = DELTA.withTiles(TileSelector.parse("512x256x4"));
        assertThatThrownBy(() -> huge.predict(LAYER, TestGpus.titanXp()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("512x256x4 needs 2048 threads");
    }

    /** 512 threads of 255 registers need 510 KiB, an SM has 256. */
    @Test
    void aTileThatNeedsMoreRegistersThanThereAreIsNoted() {
        Prediction wide = DELTA.withTiles(TileSelector.fixed(Tile.T256X256)).predict(LAYER, TestGpus.titanXp());
        assertThat(wide.launch().activeCtas()).isEqualTo(1);
        assertThat(wide.notes()).singleElement().asString().contains("more registers");
    }
}
