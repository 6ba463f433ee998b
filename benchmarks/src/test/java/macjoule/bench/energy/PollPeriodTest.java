package macjoule.bench.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.core.Scope;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.passport.Coverage;
import macjoule.bench.energy.passport.SensorKey;
import macjoule.bench.energy.passport.SensorPassport;
import macjoule.bench.energy.passport.SensorPassport.CounterCoverage;
import macjoule.bench.energy.passport.SourceTraits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PollPeriodTest {

    @Test
    void isTwoMillisecondsWhereReadingIsQuickOrNotKnown() {
        assertThat(PollPeriod.seconds(null)).isEqualTo(0.002);
        assertThat(PollPeriod.seconds(passport(CounterCoverage.FULL, 2e-5, 2e-5)))
                .isEqualTo(0.002);
        assertThat(PollPeriod.seconds(passport(CounterCoverage.FULL, null, 2e-5)))
                .isEqualTo(0.002);
    }

    /** A source that is not used may cost what it will. */
    @Test
    void leavesTwoThirdsOfTheTimeToTheWorkHoweverSlowReadingIs() {
        assertThat(PollPeriod.seconds(passport(CounterCoverage.FULL, 4e-3, 9e-3)))
                .isCloseTo(12e-3, within(1e-12));
        assertThat(PollPeriod.seconds(passport(CounterCoverage.FULL, 2e-5, 9e-3)))
                .isEqualTo(0.002);
        assertThat(PollPeriod.seconds(passport(CounterCoverage.PART, 9e-3, 4e-3)))
                .isCloseTo(12e-3, within(1e-12));
        // A part-time sensor, and a counter of unknown coverage beside it.
        assertThat(PollPeriod.seconds(passport(CounterCoverage.UNKNOWN, 9e-3, 4e-3)))
                .isCloseTo(27e-3, within(1e-12));
    }

    private static SensorPassport passport(
            CounterCoverage coverage, @Nullable Double counterP99, @Nullable Double instantP99) {
        return new SensorPassport(
                new SensorKey("GPU-1", "Lab", "96", "580", 400.0, false, Scope.GPU),
                List.of(
                        traits(Source.COUNTER, counterP99, Coverage.UNKNOWN),
                        traits(Source.INSTANT, instantP99, Coverage.PART),
                        traits(Source.AVERAGE, 0.5, Coverage.AVERAGED),
                        traits(Source.USAGE, 0.5, Coverage.PART)),
                coverage,
                0.001,
                null,
                null,
                Provenance.MEASURED,
                "full",
                null,
                null);
    }

    private static SourceTraits traits(Source source, @Nullable Double p99, Coverage coverage) {
        return new SourceTraits(source, 0, 1e-5, p99, 0.1, 0.001, 0.025, 0.0, 0.1, 0.2, coverage);
    }
}
