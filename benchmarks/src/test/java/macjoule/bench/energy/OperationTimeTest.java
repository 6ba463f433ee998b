package macjoule.bench.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.TimeUnit;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.core.Scope;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.core.Uncertainty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.annotations.Mode;

/** Scores turned into seconds by hand. */
class OperationTimeTest {
    private static final Energy JOULES = new Energy.Measured(
            20,
            0.1,
            new Uncertainty(0.01, 0.06, 0.005, 0.05),
            Source.COUNTER,
            Scope.GPU,
            Provenance.MEASURED,
            List.of());

    @ParameterizedTest
    @CsvSource({
        // Two threads that take 4 ms each share the device: one operation every 2 ms.
        "AverageTime,    MILLISECONDS, 2, 4,    0.002",
        "SampleTime,     MICROSECONDS, 1, 4,    4e-6",
        // A score of throughput is of all threads.
        "Throughput,     MILLISECONDS, 2, 0.5,  0.002",
        "Throughput,     SECONDS,      1, 100,  0.01"
    })
    void followsFromTheScore(Mode mode, TimeUnit unit, int threads, double score, double seconds) {
        assertThat(OperationTime.seconds(mode, unit, threads, score)).isCloseTo(seconds, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({
        "Throughput,  0",
        "Throughput,  Infinity",
        "Throughput,  NaN",
        "AverageTime, 0",
        "AverageTime, -1",
        "AverageTime, Infinity",
        "AverageTime, NaN"
    })
    void isUnknownWhereTheScoreTellsNone(Mode mode, double score) {
        assertThat(OperationTime.seconds(mode, TimeUnit.SECONDS, 1, score)).isNaN();
    }

    @Test
    void withoutItThereAreNoJoulesButAReason() {
        assertThat(OperationTime.required(JOULES, 0.01)).isSameAs(JOULES);
        assertThat(OperationTime.required(JOULES, Double.NaN))
                .isInstanceOfSatisfying(
                        Energy.Invalid.class,
                        invalid -> assertThat(invalid.reason()).contains("no time of an operation"));
        Energy absent = new Energy.Unavailable("no sensor", null);
        assertThat(OperationTime.required(absent, Double.NaN)).isSameAs(absent);
    }
}
