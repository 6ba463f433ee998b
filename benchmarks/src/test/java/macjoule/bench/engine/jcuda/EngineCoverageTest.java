package macjoule.bench.engine.jcuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import macjoule.bench.engine.Availability;
import macjoule.bench.engine.Workload;
import macjoule.model.net.Network;
import macjoule.model.net.Pad;
import macjoule.model.net.Padding;
import macjoule.model.net.Shape;
import macjoule.model.zoo.Zoo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the engines take on, told without a GPU. That they compute each kind of layer rightly is for the emulation to show. */
class EngineCoverageTest {
    static Stream<JcudaEngine> engines() {
        return Stream.of(new Fp32Engine(), new Tf32Engine(), new Fp16Engine(), new Bf16Engine());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void allNetworksOfTheZooRunInEveryPrecision(JcudaEngine engine) {
        assertThat(Zoo.entries()).hasSize(27).allSatisfy(entry -> {
            Network network = entry.network();
            assertThat(engine.supports(new Workload(network, 1))).isEqualTo(Availability.yes());
            assertThat(engine.supports(new Workload(network, 128))).isEqualTo(Availability.yes());
        });
    }

    @ParameterizedTest
    @MethodSource("engines")
    void mapsThatCannotBeCountedAreRefused(JcudaEngine engine) {
        Workload huge = Workload.layer(new Pad(Padding.all(1)), List.of(new Shape(64, 1000, 1000)), 64);
        assertThat(engine.supports(huge).reason()).contains("2^31 elements");
    }
}
