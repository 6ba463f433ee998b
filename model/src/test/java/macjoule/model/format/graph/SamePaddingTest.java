package macjoule.model.format.graph;

import static org.assertj.core.api.Assertions.assertThat;

import macjoule.model.net.Padding;
import macjoule.model.net.Shape;
import macjoule.model.net.Window;
import org.junit.jupiter.api.Test;

/** Expected padding by hand from TensorFlow's definition: ceil(size / stride) steps, the odd row after the map. */
class SamePaddingTest {
    private static final Shape MAP = new Shape(1, 4, 7);

    @Test
    void oddRowGoesToTheChosenSide() {
        Window window = Window.of(3).withStride(2, 2);

        assertThat(SamePadding.upper(window, MAP).padding()).isEqualTo(new Padding(0, 1, 1, 1));
        assertThat(SamePadding.lower(window, MAP).padding()).isEqualTo(new Padding(1, 0, 1, 1));
    }

    @Test
    void dilatedKernelsNeedMore() {
        assertThat(SamePadding.upper(Window.of(3).withDilation(2, 3), MAP).padding())
                .isEqualTo(new Padding(2, 2, 3, 3));
    }

    @Test
    void strideBeyondTheKernelNeedsNone() {
        assertThat(SamePadding.upper(Window.of(1).withStride(3, 3), MAP).padding())
                .isEqualTo(Padding.NONE);
    }
}
