package macjoule.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import macjoule.bench.engine.nd4j.Nd4jEngine;
import macjoule.bench.engine.reference.ReferenceEngine;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every engine against the plain loops in double precision, one layer at a time. */
class LayerAgreementTest {
    private static final WeightSource WEIGHTS = new WeightSource(42);

    @TestFactory
    Stream<DynamicTest> nd4jAgreesOnEveryLayer() {
        return LayerCases.all().entrySet().stream().map(entry -> agrees(new Nd4jEngine(), entry));
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
