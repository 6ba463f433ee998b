package macjoule.model.format.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.net.Shape;
import org.junit.jupiter.api.Test;

/** Expected shapes by hand from the definition of ONNX's Reshape. */
class ReshapingTest {
    private static final Shape MAP = new Shape(6, 4, 5);

    @Test
    void sizesAreKeptAndInferred() {
        assertThat(Reshaping.of(MAP, List.of(-1L))).isEqualTo(Shape.vector(120));
        assertThat(Reshaping.of(MAP, List.of(0L, -1L))).isEqualTo(new Shape(6, 20, 1));
        assertThat(Reshaping.of(MAP, List.of(3L, 2L, 4L, -1L))).isEqualTo(new Shape(6, 4, 5));
    }

    @Test
    void impossibleSizesAreRefused() {
        assertThatExceptionOfType(BadInputException.class).isThrownBy(() -> Reshaping.of(MAP, List.of()));
        assertThatExceptionOfType(BadInputException.class).isThrownBy(() -> Reshaping.of(MAP, List.of(-1L, -1L)));
    }
}
