package macjoule.model.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.count.Counts;
import macjoule.model.net.Shape;
import org.junit.jupiter.api.Test;

/** One 5x5 filter over a colour image as two 3x3 filters, the example of the paper on compact networks (Fig. 2). */
class FilterFactorisationTest {
    private static final FilterFactorisation PAPER_EXAMPLE =
            FilterFactorisation.of(new Shape(3, 224, 224), 1, 5, List.of(3, 3));

    @Test
    void countsAreThoseDoneByHand() {
        assertThat(PAPER_EXAMPLE.inputActivations()).isEqualTo(3 * 224 * 224);
        assertThat(PAPER_EXAMPLE.before()).isEqualTo(new Counts(75 * 220 * 220, 75, 220 * 220));
        assertThat(PAPER_EXAMPLE.after())
                .isEqualTo(new Counts(27 * 222 * 222 + 9 * 220 * 220, 36, 222 * 222 + 220 * 220));
    }

    @Test
    void changesAreThoseOfThePaper() {
        assertThat(PAPER_EXAMPLE.parameterChange()).isCloseTo(-0.52, within(1e-12));
        assertThat(PAPER_EXAMPLE.macChange()).isCloseTo(-0.513, within(0.0005));
        assertThat(PAPER_EXAMPLE.outputActivationChange()).isCloseTo(1.02, within(0.005));
        assertThat(PAPER_EXAMPLE.macsPerActivationChange()).isCloseTo(-0.61, within(0.005));
        // The paper prints 1.34 %; its own counts give 1.37 %.
        assertThat(PAPER_EXAMPLE.macsPerParameterChange()).isCloseTo(0.0137, within(0.00005));
    }

    @Test
    void aStackOfAnotherReachIsRefused() {
        Shape image = new Shape(3, 32, 32);
        assertThatThrownBy(() -> FilterFactorisation.of(image, 1, 7, List.of(3, 3)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("[3, 3] reach over 5 pixels instead of 7");
        assertThatThrownBy(() -> FilterFactorisation.of(image, 1, 1, List.of())).isInstanceOf(BadInputException.class);
    }
}
