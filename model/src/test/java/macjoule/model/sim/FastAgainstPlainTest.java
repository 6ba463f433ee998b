package macjoule.model.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Tile;
import macjoule.model.net.Padding;
import macjoule.model.net.Shape;
import macjoule.model.net.Window;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random layers and machines, with odd sizes, uneven strides, pads, holes and tails: the fast and the plain way must agree. */
class FastAgainstPlainTest {

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void agreeToTheLastSector(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 12; i++) {
            SimulationSetup setup = randomSetup(random);
            try (Simulator simulator = Simulator.withThreads(1 + random.nextInt(3))) {
                SimulationResult result = simulator.run(setup);
                assertThat(result)
                        .as("%s", setup)
                        .isEqualTo(new PlainSimulator(setup)
                                .run()
                                .toResult(new Sampling(setup.layer().batch(), setup.waves(), 1), result.seconds()));
            }
        }
    }

    private static SimulationSetup randomSetup(Random random) {
        int tileK = 1 << random.nextInt(6);
        Tile tile = Tile.of(32 * (1 + random.nextInt(4)), 32 * (1 + random.nextInt(3)), tileK);
        int active = 1 + random.nextInt(3);
        int l1Ways = 1 << random.nextInt(4);
        return new SimulationSetup(
                randomLayer(random),
                tile,
                1 + random.nextInt(5),
                active,
                new CacheSize(128L * l1Ways * (active + random.nextInt(20)), l1Ways),
                new CacheSize(128L * 8 * (1 + random.nextInt(200)), 8),
                random.nextBoolean(),
                random.nextBoolean() ? CtaOrder.COLUMN : CtaOrder.ROW,
                random.nextInt(4),
                random.nextBoolean());
    }

    private static ConvDims randomLayer(Random random) {
        int kernelHeight = 1 + random.nextInt(5);
        int kernelWidth = 1 + random.nextInt(5);
        Window window = new Window(
                kernelHeight,
                kernelWidth,
                1 + random.nextInt(3),
                1 + random.nextInt(random.nextBoolean() ? 2 : 11),
                new Padding(random.nextInt(4), random.nextInt(4), random.nextInt(4), random.nextInt(6)),
                1 + random.nextInt(2),
                1 + random.nextInt(2));
        Shape input = new Shape(1 + random.nextInt(9), 9 + random.nextInt(30), 9 + random.nextInt(40));
        boolean pointwise = random.nextInt(4) == 0;
        Window chosen = pointwise ? Window.of(1).withStride(1, 1 + random.nextInt(2)) : window;
        return new ConvDims("random", 1 + random.nextInt(3), input, 1 + random.nextInt(100), chosen, 1);
    }
}
