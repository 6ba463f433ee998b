package macjoule.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import macjoule.model.net.Layer;
import org.junit.jupiter.api.Test;

/** Whether the cases that engines are tried on leave out a kind of layer. */
class LayerCasesTest {
    @Test
    void everyKindOfLayerIsTried() {
        Set<Class<?>> tried = LayerCases.all().values().stream()
                .flatMap(workload -> workload.network().nodes().stream())
                .map(node -> node.layer().getClass())
                .collect(Collectors.toSet());
        assertThat(tried).containsAll(kinds(Layer.class).toList());
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(LayerCasesTest::kinds)
                : Stream.of(type);
    }
}
