package macjoule.calibration.regression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.RunRecord;
import org.junit.jupiter.api.Test;

class ForkMeansTest {
    /** The second fork of a layer has a window more, whose joules another source told. */
    @Test
    void aWindowOfAnotherSourceTellsNothing() {
        RunRecord run = Nights.withJoules(Nights.night(1, 1, 2, unit -> 1), "gpu", unit -> 5);
        Measurement odd =
                Nights.withJoules(run, "module", unit -> 9).measurements().get(3);
        List<Measurement> lines =
                Stream.concat(run.measurements().stream(), Stream.of(odd)).toList();
        RunRecord mixed = new RunRecord(run.manifest(), lines, run.checks(), run.idle(), run.notes());
        assertThat(odd.unit()).isEqualTo(Nights.layer(0));
        assertThat(Objects.requireNonNull(ForkMeans.of(mixed, Metric.ENERGY).get(Nights.layer(0))))
                .containsExactly(5, 5);
    }
}
