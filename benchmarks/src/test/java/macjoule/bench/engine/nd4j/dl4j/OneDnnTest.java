package macjoule.bench.engine.nd4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.Verification;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;
import macjoule.model.net.Convolution;
import macjoule.model.net.Shape;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;

class OneDnnTest {
    private static final WeightSource WEIGHTS = new WeightSource(5);
    private final Workload workload = Workload.layer(Convolution.of(8, 3).pad(1), List.of(new Shape(4, 9, 9)), 1);

    @Test
    void thePropertyIsAsBeforeOnceTheLayersAreMade() {
        String property = "org.eclipse.deeplearning4j.helpers.disable";
        System.clearProperty(property);
        assertThat(OneDnn.ON.with(() -> System.getProperty(property))).isEqualTo("false");
        assertThat(System.getProperty(property)).isNull();
        System.setProperty(property, "something");
        assertThat(OneDnn.OFF.with(() -> System.getProperty(property))).isEqualTo("true");
        assertThat(System.getProperty(property)).isEqualTo("something");
        System.clearProperty(property);
    }

    @Test
    void aGraphMadeTheOtherWayIsNotTakenForTheWanted() {
        ComputationGraph off = OneDnn.OFF.with(this::graph);
        ComputationGraph on = OneDnn.ON.with(this::graph);
        assertThatCode(() -> OneDnn.OFF.check(off)).doesNotThrowAnyException();
        assertThatCode(() -> OneDnn.ON.check(on)).doesNotThrowAnyException();
        assertThatThrownBy(() -> OneDnn.ON.check(off)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> OneDnn.OFF.check(on)).isInstanceOf(IllegalStateException.class);
        off.close();
        on.close();
    }

    @Test
    void sessionsOfBothLiveSideBySide() {
        try (Session off = new Dl4jEngine().open(workload, WEIGHTS);
                Session on = new Dl4jOneDnnEngine().open(workload, WEIGHTS)) {
            off.run();
            on.run();
            float[] first = off.output();
            on.run();
            off.run();
            assertThat(off.output()).isEqualTo(first);
            assertThat(Verification.of(on.output(), first, Verification.LAYER_TOLERANCE)
                            .verified())
                    .isTrue();
        }
    }

    private ComputationGraph graph() {
        return new GraphCompiler(workload.network(), WEIGHTS).compile();
    }
}
