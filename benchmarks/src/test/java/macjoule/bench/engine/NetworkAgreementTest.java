package macjoule.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import macjoule.bench.engine.nd4j.Nd4jEngine;
import macjoule.bench.engine.nd4j.dl4j.Dl4jEngine;
import macjoule.bench.engine.nd4j.dl4j.Dl4jOneDnnEngine;
import macjoule.bench.engine.reference.ReferenceEngine;
import macjoule.model.net.Convolution;
import macjoule.model.net.Network;
import macjoule.model.net.NetworkBuilder;
import macjoule.model.net.Shape;
import macjoule.model.net.Tensor;
import macjoule.model.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole networks on small images: each structure the zoo has, in engines that share no code but the weights. */
class NetworkAgreementTest {
    private static final WeightSource WEIGHTS = new WeightSource(7);
    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @CsvSource({
        "squeezenet-1.1, 64",
        "mobilenet-v2, 64",
        "alexnet, 67",
        "googlenet, 224",
        "inception-v2, 103",
        "inception-resnet-v2, 139",
        "resnext-50-32x4d, 64",
        "resnet-101-v2, 64",
        "densenet-121, 96",
        "sqnxt-23-1.0-g, 67"
    })
    void nd4jAndDl4jAgree(String name, int size) {
        Network network = Zoo.find(name).orElseThrow().network(new Shape(3, size, size));
        NetworkSweep.Row row = new NetworkSweep(new Nd4jEngine(), new Dl4jOneDnnEngine(), WEIGHTS).run(network);
        assertThat(row.first().reason()).isEmpty();
        assertThat(row.second().reason()).isEmpty();
        assertThat(row.verification().maxRelativeError()).isLessThan(TOLERANCE);
    }

    @Test
    void bothAgreeWithTheReferenceOnABatch() {
        Network network = Zoo.find("squeezenet-1.1").orElseThrow().network(new Shape(3, 49, 35));
        Workload workload = new Workload(network, 3);
        assertThatAllAgreeWithTheReference(workload);
    }

    /** Deeplearning4j activates in place; what else reads the input of the activation must not notice. */
    @Test
    void anActivationLeavesItsInputToOtherReaders() {
        Tensor x = new NetworkBuilder("forked")
                .input(new Shape(3, 5, 5))
                .conv("conv", Convolution.of(3, 3).pad(1));
        Workload workload = new Workload(x.plus("sum", x.relu()).network(), 1);
        assertThatAllAgreeWithTheReference(workload);
    }

    /** As detectors have, which tell what they see at several sizes. */
    @Test
    void theResultIsThatOfTheLastOfSeveralEnds() {
        Tensor trunk = new NetworkBuilder("two ends").input(new Shape(3, 5, 5)).conv("trunk", Convolution.of(4, 3));
        trunk.conv("side", Convolution.of(2, 3));
        Workload workload = new Workload(trunk.conv("end", Convolution.of(5, 1)).network(), 2);
        assertThat(workload.network().nodes()).hasSize(4);
        assertThatAllAgreeWithTheReference(workload);
    }

    @Test
    void aSoftmaxAtTheEndIsComputedAndSumsToOne() {
        Network network = Zoo.find("squeezenet-1.1").orElseThrow().network(new Shape(3, 49, 35));
        for (Engine engine : List.of(new Nd4jEngine(), new Dl4jEngine())) {
            try (Session session = engine.open(new Workload(network, 2), WEIGHTS)) {
                session.run();
                float[] output = session.output();
                assertThat(output).hasSize(2000);
                double sum = 0;
                for (float value : Arrays.copyOf(output, 1000)) {
                    sum += value;
                }
                assertThat(sum).isBetween(0.9999, 1.0001);
            }
        }
    }

    private static void assertThatAllAgreeWithTheReference(Workload workload) {
        for (Engine engine : List.of(new Nd4jEngine(), new Dl4jEngine(), new Dl4jOneDnnEngine())) {
            Verification verification =
                    Verification.compare(engine, new ReferenceEngine(), workload, WEIGHTS, TOLERANCE);
            assertThat(verification.verified())
                    .as(engine.name() + " " + verification)
                    .isTrue();
        }
    }
}
