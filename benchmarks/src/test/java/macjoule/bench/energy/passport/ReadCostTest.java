package macjoule.bench.energy.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicInteger;
import macjoule.bench.energy.fake.VirtualClock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readings that take as long as they are told to, every fiftieth of them ten times as long. */
class ReadCostTest {
    /** 1.18 times the usual is their mean; 0.3 s are reached by then, or 30 readings where that comes later. */
    @ParameterizedTest
    @CsvSource({"0.00005, 1000", "0.001, 255", "0.005, 51", "0.03, 30"})
    void readsAsOftenAsTimeAllows(double seconds, int expected) {
        VirtualClock clock = new VirtualClock();
        AtomicInteger reads = new AtomicInteger();
        ReadCost cost = ReadCost.of(
                () -> {
                    double factor = reads.incrementAndGet() % 50 == 0 ? 10 : 1;
                    clock.pause(Math.round(seconds * factor * 1e9));
                    return 1;
                },
                clock);
        assertThat(reads).hasValueBetween(expected - 2, expected + 2);
        assertThat(cost.median()).isEqualTo(seconds, within(1e-9));
        assertThat(cost.p99()).isEqualTo(expected == 30 ? seconds : 10 * seconds, within(1e-9));
    }
}
