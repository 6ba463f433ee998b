package macjoule.model.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {

    /** At each step of DeLTA's Fig. 6 and one past it. */
    @ParameterizedTest
    @CsvSource({
        "1, 32",
        "32, 32",
        "33, 64",
        "64, 64",
        "65, 32",
        "96, 32",
        "97, 128",
        "128, 128",
        "129, 64",
        "192, 64",
        "193, 128",
        "256, 128",
        "257, 64",
        "320, 64",
        "321, 128",
        "4096, 128"
    })
    void widthsFollowFigure6(int filters, int width) {
        assertThat(TileSelector.FIG6.select(filters).n()).isEqualTo(width);
    }

    /** What supports this reading of the figure: the steps lie where the width leaves no column of a tile unused. */
    @Test
    void figure6LeavesNoColumnUnusedAtItsSteps() {
        assertThat(TileSelector.FIG6.steps())
                .hasSize(7)
                .allMatch(step -> step.filters() % step.tile().n() == 0);
    }

    @ParameterizedTest
    @CsvSource({"32, 32", "33, 64", "96, 128", "320, 128"})
    void monoNeverNarrowsAgain(int filters, int width) {
        assertThat(TileSelector.MONO.select(filters).n()).isEqualTo(width);
    }

    @Test
    void aFixedTileServesAll() {
        assertThat(TileSelector.fixed(Tile.T128X64).select(1)).isEqualTo(Tile.T128X64);
        assertThat(TileSelector.fixed(Tile.T128X64).select(5000)).isEqualTo(Tile.T128X64);
    }

    @Test
    void stepsMustRise() {
        List<TileSelector.Step> falling =
                List.of(new TileSelector.Step(64, Tile.T128X64), new TileSelector.Step(32, Tile.T128X32));
        assertThatThrownBy(() -> new TileSelector("mine", falling, Tile.T128X128))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("mine");
    }

    @Test
    void knownTilesAreFoundBySize() {
        assertThat(Tile.parse("128x32x4")).isSameAs(Tile.T128X32);
        assertThat(Tile.parse("256x256x8")).isSameAs(Tile.T256X256);
    }

    /** Two warps of 64x32, 64 sums per thread and 64 registers more. */
    @Test
    void otherTilesGetWarpsAndRegisters() {
        assertThat(Tile.parse("64x64x16")).isEqualTo(new Tile(64, 64, 16, 64, 32, 64, 128));
    }

    /** 65,536 registers of an SM make room for 6 blocks of 128 threads with 80 each, or for 5 with 96. */
    @Test
    void whatAProfilerToldOfAKernelGoesBeforeTheAssumption() {
        GpuSpec gpu = GpuCatalogue.find("titan-xp");
        assertThat(Occupancy.activeCtas(Tile.T128X32, gpu, 4)).isEqualTo(6);
        assertThat(Occupancy.activeCtas(Tile.T128X32.withRegisters(96), gpu, 4)).isEqualTo(5);
        assertThat(Occupancy.activeCtas(Tile.T128X32.withCtasPerSm(3), gpu, 4)).isEqualTo(3);
        assertThat(Tile.T128X32.withCtasPerSm(3)).hasToString("128x32x4");
        assertThatThrownBy(() -> Tile.T128X32.withCtasPerSm(0)).isInstanceOf(BadInputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "128x64", "128x64x0", "0x64x4", "128*64*4", "-1x64x4", "128x64x4x1"})
    void aTileThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Tile.parse(text)).isInstanceOf(BadInputException.class);
    }

    @Test
    void choicesAreReadByNameOrTile() {
        assertThat(TileSelector.parse("fig6")).isSameAs(TileSelector.FIG6);
        assertThat(TileSelector.parse("mono")).isSameAs(TileSelector.MONO);
        assertThat(TileSelector.parse("128x64x4").select(7)).isSameAs(Tile.T128X64);
        assertThatThrownBy(() -> TileSelector.parse("fig7"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("fig6");
    }
}
