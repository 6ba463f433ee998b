package macjoule.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import macjoule.bench.engine.nd4j.Nd4jEngine;
import macjoule.bench.engine.nd4j.dl4j.Dl4jEngine;
import macjoule.bench.engine.nd4j.dl4j.Dl4jOneDnnEngine;
import macjoule.bench.engine.reference.ReferenceEngine;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every engine against the plain loops in double precision, one layer at a time. */
class LayerAgreementTest {
    private static final WeightSource WEIGHTS = new WeightSource(42);

    /** What Deeplearning4j has no layer for. */
    private static final Set<String> NOT_IN_DL4J = Set.of(
            "depthwise, dilated",
            "pooling MAX, 2x3 dilated",
            "pooling AVERAGE, 2x3 dilated",
            "pooling MAX, rounding DOWN, uneven",
            "pooling MAX, rounding UP, uneven",
            "pooling MAX, rounding UP, padded",
            "pooling AVERAGE, rounding UP, uneven",
            "pooling AVERAGE, rounding UP, padded",
            "activation HARD_SWISH",
            "activation GELU",
            "softmax of a map",
            "element-wise, one value per channel");

    @TestFactory
    Stream<DynamicTest> nd4jAgreesOnEveryLayer() {
        return LayerCases.all().entrySet().stream().map(entry -> agrees(new Nd4jEngine(), entry));
    }

    @TestFactory
    Stream<DynamicTest> dl4jAgreesOnEveryLayerItHas() {
        return Stream.<Engine>of(new Dl4jEngine(), new Dl4jOneDnnEngine())
                .flatMap(engine -> LayerCases.all().entrySet().stream()
                        .filter(entry -> !NOT_IN_DL4J.contains(entry.getKey()))
                        .map(entry -> agrees(engine, entry)));
    }

    private static DynamicTest agrees(Engine engine, Map.Entry<String, Workload> entry) {
        return DynamicTest.dynamicTest(engine.name() + ": " + entry.getKey(), () -> {
            assertThat(engine.supports(entry.getValue())).isEqualTo(Availability.yes());
            Verification verification = Verification.compare(
                    engine, new ReferenceEngine(), entry.getValue(), WEIGHTS, Verification.LAYER_TOLERANCE);
            assertThat(verification.verified()).as(verification.toString()).isTrue();
        });
    }
}
