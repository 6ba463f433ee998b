package macjoule.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.net.Layer;
import macjoule.model.net.Network;
import macjoule.model.net.Node;
import macjoule.model.net.Rounding;
import macjoule.model.net.Shape;
import macjoule.model.net.Window;
import macjoule.model.zoo.Zoo;
import org.junit.jupiter.api.Test;

class EnginesTest {

    @Test
    void enginesAreFoundByName() {
        assertThat(Engines.all().stream().map(Engine::name)).contains("reference", "nd4j", "dl4j", "dl4j-onednn");
        assertThat(Engines.find("nd4j")).isPresent();
        assertThat(Engines.find("nd5j")).isEmpty();
        assertThat(Engines.all())
                .allSatisfy(engine -> assertThat(engine.description()).isNotBlank());
    }

    @Test
    void theReferenceRunsAnywhere() {
        assertThat(Engines.find("reference").orElseThrow().probe()).isEqualTo(Availability.yes());
    }

    @Test
    void dl4jHasEveryNetworkOfTheZoo() {
        Engine dl4j = Engines.find("dl4j").orElseThrow();
        assertThat(Zoo.entries())
                .allSatisfy(entry -> assertThat(dl4j.supports(new Workload(entry.network(), 1)))
                        .isEqualTo(Availability.yes()));
    }

    @Test
    void whatAnEngineCannotDoItSaysByLayerAndReason() {
        Layer.Pooling pooling =
                new Layer.Pooling(Layer.Pooling.Mode.AVERAGE, Window.of(2).withDilation(2, 2), Rounding.DOWN);
        Workload workload = Workload.layer(pooling, List.of(new Shape(1, 5, 5)), 1);
        Availability supported = Engines.find("dl4j").orElseThrow().supports(workload);
        assertThat(supported.available()).isFalse();
        assertThat(supported.reason()).contains("layer layer").contains("dilated");
        Workload even = Workload.layer(new Layer.LocalResponseNorm(4), List.of(new Shape(8, 2, 2)), 1);
        assertThat(Engines.find("nd4j").orElseThrow().supports(even).reason()).contains("odd number");
    }

    @Test
    void aLayerTakenOutOfANetworkKeepsItsShapes() {
        Network network = Zoo.find("resnet-50").orElseThrow().network();
        Node sum = network.nodes().stream()
                .filter(node -> node.layer() instanceof Layer.ElementWise)
                .findFirst()
                .orElseThrow();
        Workload layer = Workload.layer(sum, 4);
        assertThat(layer.result().output()).isEqualTo(sum.output());
        assertThat(layer.network().layers()).hasSize(1);
        assertThat(layer.network().nodes()).hasSize(3);
    }

    @Test
    void anEmptyBatchIsRefused() {
        Layer dropout = new Layer.Dropout();
        assertThatThrownBy(() -> Workload.layer(dropout, List.of(Shape.vector(2)), 0))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("batch of 0");
    }

    @Test
    void verificationComparesWithTheLargestExpectedValue() {
        Verification close = Verification.of(new float[] {1, 4.5f}, new float[] {1, 4}, 0.2);
        assertThat(close).isEqualTo(new Verification(0.125, 0.2, true));
        assertThat(Verification.of(new float[] {1, 4.5f}, new float[] {1, 4}, 0.1)
                        .verified())
                .isFalse();
        assertThat(Verification.of(new float[] {0}, new float[] {0}, 0).verified())
                .isTrue();
        assertThat(Verification.of(new float[] {1}, new float[] {0}, 0.1).verified())
                .isFalse();
        assertThat(Verification.of(new float[] {Float.NaN}, new float[] {Float.NaN}, 1)
                        .verified())
                .isFalse();
        assertThatThrownBy(() -> Verification.of(new float[1], new float[2], 1)).isInstanceOf(BadInputException.class);
    }
}
