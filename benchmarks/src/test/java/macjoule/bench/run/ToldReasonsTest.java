package macjoule.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ToldReasonsTest {
    private final ToldReasons told = new ToldReasons();

    @Test
    void tellsAReasonOnceWhateverFailedForIt() {
        String first = "the check failed: on Stub GPU: the driver is too old; update the driver";
        assertThat(told.shortened(first)).isEqualTo(first);
        assertThat(told.shortened("failed: a.b.DeviceException: on Stub GPU: the driver is too old; update the driver"))
                .isEqualTo("failed, for a reason told before");
        assertThat(told.shortened(first)).isEqualTo("the check failed, for a reason told before");
        assertThat(told.shortened("failed: out of memory")).isEqualTo("failed: out of memory");
    }

    @Test
    void leavesResultsAlone() {
        assertThat(told.shortened("verified")).isEqualTo("verified");
        assertThat(told.shortened("verified")).isEqualTo("verified");
    }
}
