package macjoule.bench.energy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchRuleTest {

    @ParameterizedTest
    @CsvSource({
        // seconds of an operation, operations of an invocation: refused, labelled
        "0.02,   1,     false, false",
        "5e-6,   1,     false, true",
        "2e-4,   1,     false, true",
        "9e-7,   1,     true,  true",
        "5e-6,   100,   true,  true",
        "5e-6,   2000,  false, false",
        "5e-7,   20000, false, false",
        "NaN,    1,     true,  false",
        "NaN,    100,   true,  false"
    })
    void shortWorkIsLabelledAndTooShortWorkRefused(double seconds, int batched, boolean refused, boolean isShort) {
        assertThat(BatchRule.refusal(seconds, batched) != null).isEqualTo(refused);
        assertThat(BatchRule.isShort(seconds, batched)).isEqualTo(isShort);
    }

    @Test
    void everyRefusalSaysWhatIsWrong() {
        assertThat(BatchRule.refusal(9e-7, 1)).contains("operations of 900 ns", "do many");
        assertThat(BatchRule.refusal(5e-6, 100)).contains("batches of 0.500 ms");
        assertThat(BatchRule.refusal(Double.NaN, 1)).contains("no time of an operation");
    }
}
