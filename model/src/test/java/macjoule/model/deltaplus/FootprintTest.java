package macjoule.model.deltaplus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import macjoule.model.delta.ConvDims;
import org.junit.jupiter.api.Test;

/** Distinct inputs counted by hand. */
class FootprintTest {
    private static final int SECTOR = 8;

    @Test
    void wholeImagesAreReadOnce() {
        ConvDims layer = ConvDims.of("3x3", 2, 16, 28, 28, 32, 3, 3, 1, 1);
        assertThat(new Footprint(layer, SECTOR).of(0, 2 * 784)).isEqualTo(2 * 16 * 784 / 8.0);
    }

    @Test
    void partOfAnImageTakesTheRowsAroundIt() {
        // Output lines 4 to 7 of a 3x3 kernel with a pad of 1 see input lines 3 to 8: 6 lines of 32 per channel.
        ConvDims layer = ConvDims.of("3x3", 1, 16, 32, 32, 32, 3, 3, 1, 1);
        assertThat(new Footprint(layer, SECTOR).of(4 * 32, 8 * 32)).isEqualTo(16 * 6 * 32 / 8.0);
    }

    @Test
    void aStridedPointwiseKernelSkipsLinesButNotSectors() {
        // 14 of 28 lines; the 27 elements from the first to the last of a line touch all its 4 sectors, as lines start
        // at 56.
        ConvDims layer = ConvDims.of("1x1s2", 1, 16, 28, 28, 32, 1, 1, 2, 0);
        assertThat(new Footprint(layer, SECTOR).of(0, 196)).isEqualTo(16 * 14 * 4.0);
    }

    @Test
    void unalignedStretchesTouchPartOfASectorMoreOnAverage() {
        // Maps of 49 start at any of 8 places in a sector: 10 elements touch (10 + 8 - 1) / 8 sectors on average.
        ConvDims layer = ConvDims.of("1x1", 1, 8, 7, 7, 32, 1, 1, 1, 0);
        assertThat(new Footprint(layer, SECTOR).of(0, 14) / 8).isCloseTo((14 + 7) / 8.0, within(1e-12));
    }
}
