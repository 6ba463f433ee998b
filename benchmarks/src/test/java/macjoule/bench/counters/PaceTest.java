package macjoule.bench.counters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reckoned by hand: 8 s for a process and 3 s for a case, until some were seen. */
class PaceTest {
    @ParameterizedTest
    @CsvSource({"300, 12", "44, 12", "43.9, 11", "14, 2", "11, 1", "10.9, 0", "-1, 0"})
    void aProcessTakesOnWhatTheTimeAllows(double secondsLeft, int cases) {
        assertThat(new Pace().fitting(secondsLeft)).isEqualTo(cases);
    }

    @Test
    void whatProcessesTookTellsWhatTheNextWillTake() {
        Pace slow = new Pace();
        slow.took(12, 68);
        assertThat(slow.fitting(8 + 5 * 7 + 1)).isEqualTo(7);
        Pace fast = new Pace();
        fast.took(4, 6);
        assertThat(fast.fitting(3 + 0.75 * 7 + 0.1)).isEqualTo(7);
    }

    @Test
    void aProcessEndsWithinTheTimeLeftAndACaseThatHangsBefore() {
        assertThat(new Pace().limits(12, 1000, 45)).isEqualTo(new Limits(88, 45, 133));
        assertThat(new Pace().limits(12, 100, 45)).isEqualTo(new Limits(88, 45, 100));
        assertThat(new Pace().limits(2, 20, 45)).isEqualTo(new Limits(19, 45, 20));
        assertThat(new Pace().limits(1, 1000, 45)).isEqualTo(new Limits(22, 45, 45));
    }
}
