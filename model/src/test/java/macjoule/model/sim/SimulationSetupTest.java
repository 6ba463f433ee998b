package macjoule.model.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Supplier;
import java.util.stream.Stream;
import macjoule.model.BadInputException;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Tile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be simulated is refused, with what to do about it. */
class SimulationSetupTest {
    private static final ConvDims LAYER = ConvDims.of("conv", 1, 8, 14, 14, 32, 3, 3, 1, 1);
    private static final CacheSize L1 = CacheSize.ofKilobytes(24, 4);
    private static final CacheSize L2 = CacheSize.ofKilobytes(256, 16);

    static Stream<Arguments> refused() {
        return Stream.of(
                refused("a cache of 64 bytes is smaller than a line", () -> new CacheSize(64, 1)),
                refused("0 ways are not positive", () -> new CacheSize(1024, 0)),
                refused("do not make whole sets of 3 lines", () -> new CacheSize(1024, 3)),
                refused("do not make whole sets", () -> new CacheSize(1000, 1)),
                refused("0 SMs are not positive", () -> SimulationSetup.of(LAYER, Tile.T128X32, 0, 2, L1, L2)),
                refused("-1 active", () -> SimulationSetup.of(LAYER, Tile.T128X32, 4, -1, L1, L2)),
                refused(
                        "tile 128x32x3 does not split",
                        () -> SimulationSetup.of(LAYER, Tile.of(128, 32, 3), 4, 2, L1, L2)),
                refused(
                        "tile 128x32x64 does not split",
                        () -> SimulationSetup.of(LAYER, Tile.of(128, 32, 64), 4, 2, L1, L2)),
                refused(
                        "tile 100x32x4 does not split",
                        () -> SimulationSetup.of(LAYER, Tile.of(100, 32, 4), 4, 2, L1, L2)),
                refused(
                        "tile 128x30x4 does not split",
                        () -> SimulationSetup.of(LAYER, Tile.of(128, 30, 4), 4, 2, L1, L2)),
                refused(
                        "skew -1",
                        () -> SimulationSetup.of(LAYER, Tile.T128X32, 4, 2, L1, L2)
                                .withSkew(-1)),
                refused(
                        "no set of 4 lines for each of 100",
                        () -> SimulationSetup.of(LAYER, Tile.T128X32, 4, 100, L1, L2)
                                .withPrivateL1(true)));
    }

    private static Arguments refused(String complaint, Supplier<Object> attempt) {
        return Arguments.of(complaint, attempt);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatMakesNoSense(String complaint, Supplier<Object> attempt) {
        assertThatThrownBy(attempt::get)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(complaint)
                .hasMessageMatching(".*: .*: .*(give|simulate).*");
    }

    @Test
    void refusesToSimulateMoreThanItCanAddress() {
        SimulationSetup huge = SimulationSetup.of(LAYER.withBatch(40_000_000), Tile.T128X32, 1, 1, L1, L2);
        assertThat(huge.addressable()).isFalse();
        try (Simulator simulator = Simulator.withThreads(1)) {
            assertThatThrownBy(() -> simulator.run(huge))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("more than 32 GiB");
            assertThat(simulator.sample(huge, 6).sampling().sampled()).isTrue();
        }
    }

    @Test
    void countsThreadBlocksByHand() {
        // 196 rows in tiles of 128 and 32 filters in tiles of 32; 72 weights in steps of 4.
        SimulationSetup setup = SimulationSetup.of(LAYER, Tile.T128X32, 1, 1, L1, L2);
        assertThat(setup.rows()).isEqualTo(2);
        assertThat(setup.columns()).isEqualTo(1);
        assertThat(setup.loops()).isEqualTo(18);
        assertThat(setup.waves()).isEqualTo(2);
    }
}
