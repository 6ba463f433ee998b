package macjoule.bench.energy.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnergyJsonTest {
    static List<Energy> withoutJoules() {
        return List.of(
                new Energy.Shared("MIG"),
                new Energy.Invalid(Energy.Cause.COUNTER_RESET, "the counter went back"),
                new Energy.Unavailable("no NVML library", 12),
                new Energy.Unavailable("no sensor", null));
    }

    @ParameterizedTest
    @MethodSource("withoutJoules")
    void absenceIsNullWithAReasonAndNeverZero(Energy energy) {
        ObjectNode json = EnergyJson.of(energy);
        assertThat(json.get("joules").isNull()).isTrue();
        assertThat(json.get("reason").asText()).isNotEmpty();
        assertThat(json.get("status").asText())
                .isEqualToIgnoringCase(energy.getClass().getSimpleName());
    }

    @Test
    void joulesComeWithTheirUncertaintyAndOrigin() {
        Energy energy = new Energy.Measured(
                500,
                2,
                new Uncertainty(0.01, 0.06, 0.005, 0.05),
                Source.COUNTER,
                Scope.GPU,
                Provenance.SIMULATED,
                List.of("x"));
        assertThat(EnergyJson.of(energy))
                .hasToString("{\"status\":\"measured\",\"joules\":500.0,\"seconds\":2.0,\"comparison\":0.01,"
                        + "\"absolute\":0.06,\"lastingComparison\":0.005,\"lastingAbsolute\":0.05,\"source\":\"counter\",\"scope\":\"gpu\",\"provenance\":\"simulated\","
                        + "\"labels\":[\"x\"]}");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void noJoulesCannotBeMeasured(double joules) {
        assertThatThrownBy(() -> new Energy.Measured(
                        joules, 1, new Uncertainty(0, 0, 0, 0), Source.RAPL, Scope.CPU, Provenance.MEASURED, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
