package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.CaseResult.Status;
import macjoule.calibration.record.Joules;
import macjoule.calibration.record.Unit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunStepsTest {
    @Test
    void joulesThatNoHardwareDrewAreCalledWhatTheyAre() {
        assertThat(RunSteps.told(List.of(of("measured"), of(null)))).isEqualTo("time of 2 cases, energy of 1");
        assertThat(RunSteps.told(List.of(of("simulated"), of("simulated"))))
                .isEqualTo("time of 2 cases, simulated energy of 2");
        assertThat(RunSteps.told(List.of(of("replayed")))).isEqualTo("time of 1 cases, replayed energy of 1");
        assertThat(RunSteps.told(List.of(of(null)))).isEqualTo("time of 1 cases, energy of none");
    }

    private static CaseResult of(@Nullable String provenance) {
        Joules joules = provenance == null
                ? null
                : new Joules(
                        1,
                        null,
                        null,
                        "one window",
                        "windows",
                        null,
                        null,
                        "not asked",
                        provenance,
                        "counter",
                        "gpu",
                        null,
                        List.of(),
                        List.of());
        return new CaseResult(
                new Unit("alexnet/n1", "fake"),
                Status.MEASURED,
                null,
                1,
                0.1,
                0.0,
                true,
                null,
                joules == null ? null : (Double) joules.perOp(),
                joules == null ? "no sensor" : null,
                joules,
                List.of());
    }
}
