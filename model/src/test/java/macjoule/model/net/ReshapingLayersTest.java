package macjoule.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import macjoule.model.BadInputException;
import org.junit.jupiter.api.Test;

/** Layers that change the shape of a map without computing; expected shapes by hand. */
class ReshapingLayersTest {
    private final Tensor image = new NetworkBuilder("test").input(new Shape(3, 5, 7));

    @Test
    void padAddsRowsAndColumns() {
        assertThat(image.apply("pad", new Pad(new Padding(1, 2, 3, 4))).shape()).isEqualTo(new Shape(3, 8, 14));
    }

    @Test
    void upsampleMultiplies() {
        assertThat(image.apply("up", new Upsample(2, 3)).shape()).isEqualTo(new Shape(3, 10, 21));
        assertThatExceptionOfType(BadInputException.class).isThrownBy(() -> new Upsample(0, 1));
    }

    @Test
    void reshapeKeepsTheNumberOfElements() {
        assertThat(image.apply("reshape", new Reshape(new Shape(15, 7, 1))).shape())
                .isEqualTo(new Shape(15, 7, 1));
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> image.apply("wrong", new Reshape(new Shape(15, 7, 2))))
                .withMessageContaining("3x5x7")
                .withMessageContaining("15x7x2");
    }

    @Test
    void tooLargeAMapIsRefused() {
        Layer huge = new Upsample(Integer.MAX_VALUE, 1);

        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> image.apply("huge", huge))
                .withMessageContaining("too large");
    }
}
