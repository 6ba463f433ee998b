package macjoule.model.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Tile;
import org.junit.jupiter.api.Test;

/** Running several setups at once, and sampling. */
class SimulatorTest {
    private static final ConvDims LAYER = ConvDims.of("goog_5a_5x5red", 128, 832, 7, 7, 32, 1, 1, 1, 0);
    private static final SimulationSetup SETUP =
            SimulationSetup.of(LAYER, Tile.T128X32, 3, 2, CacheSize.ofKilobytes(24, 4), CacheSize.ofKilobytes(256, 16));

    @Test
    void severalAtOnceCountWhatEachAloneDoes() {
        List<SimulationSetup> setups = List.of(
                SETUP.withLayer(LAYER.withBatch(8)),
                SETUP.withOrder(CtaOrder.ROW).withLayer(LAYER.withBatch(5)),
                SETUP.withSkew(7).withLayer(LAYER.withBatch(6)));
        try (Simulator two = Simulator.withThreads(2);
                Simulator one = Simulator.withThreads(1)) {
            List<SimulationResult> together = two.runAll(setups);
            for (int i = 0; i < setups.size(); i++) {
                SimulationResult alone = one.run(setups.get(i));
                assertThat(together.get(i).traffic(32)).isEqualTo(alone.traffic(32));
                assertThat(together.get(i).laneLoads()).isEqualTo(alone.laneLoads());
            }
        }
    }

    @Test
    void aSampleStandsForTheWhole() {
        try (Simulator simulator = Simulator.withThreads(1)) {
            SimulationResult whole = simulator.run(SETUP);
            SimulationResult sample = simulator.sample(SETUP, 6);
            assertThat(whole.sampling().sampled()).isFalse();
            assertThat(sample.sampling().sampled()).isTrue();
            assertThat(sample.sampling().waves()).isBetween(6L, 8L);
            assertThat(sample.sampling().fraction() * 128)
                    .isEqualTo(sample.sampling().batch());
            // Traffic per image is stable to 1 or 2 % from about 6 waves on; the last wave may be part empty.
            assertThat(sample.l1Bytes() / whole.l1Bytes()).isCloseTo(1, within(0.03));
            assertThat(sample.l2Bytes() / whole.l2Bytes()).isCloseTo(1, within(0.03));
            assertThat(sample.dramBytes() / whole.dramBytes()).isCloseTo(1, within(0.03));
        }
    }

    @Test
    void filtersThatStayInL2AreNotScaled() {
        SimulationSetup roomy = SETUP.withCaches(SETUP.l1(), CacheSize.ofKilobytes(16 * 1024, 16));
        try (Simulator simulator = Simulator.withThreads(1)) {
            SimulationResult sample = simulator.sample(roomy, 6);
            assertThat(sample.sampling().sampled()).isTrue();
            assertThat(sample.filter().dramSectors()).isEqualTo(832 * 32 / 8);
        }
    }

    @Test
    void aSmallBatchIsSimulatedWhole() {
        SimulationSetup small = SETUP.withLayer(LAYER.withBatch(4));
        try (Simulator simulator = Simulator.withThreads(1)) {
            SimulationResult sample = simulator.sample(small, 6);
            assertThat(sample.sampling()).isEqualTo(new Sampling(4, 1, 1.0));
            assertThat(sample.traffic(32)).isEqualTo(simulator.run(small).traffic(32));
        }
    }

    @Test
    void inputsCountByLinesWhereRequestsReturnLines() {
        try (Simulator simulator = Simulator.withThreads(1)) {
            SimulationResult result = simulator.run(SETUP.withLayer(LAYER.withBatch(2)));
            assertThat(result.traffic(128).l1().ifmap())
                    .isEqualTo(128.0 * result.ifmap().lines());
            assertThat(result.traffic(32).l1().ifmap())
                    .isEqualTo(32.0 * result.ifmap().sectors());
            assertThat(result.traffic(128).l2()).isEqualTo(result.traffic(32).l2());
        }
    }
}
