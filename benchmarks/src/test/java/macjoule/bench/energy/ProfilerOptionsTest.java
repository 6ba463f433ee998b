package macjoule.bench.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import macjoule.bench.energy.core.Provenance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.profile.ProfilerException;

class ProfilerOptionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"gpus=1", "gpu", "period=0", "period=fast", "help", "simulate=a;replay=b"})
    void aWrongOptionIsRefusedWithAllThatThereAre(String line) {
        assertThatThrownBy(() -> new EnergyProfiler(line))
                .isInstanceOf(ProfilerException.class)
                .hasMessageContaining("period=milliseconds");
    }

    @Test
    void optionsAreRead() throws ProfilerException {
        ProfilerOptions options = ProfilerOptions.parse("gpu=00000000:65:00.0;period=5;replay=a=b.csv;passports=p");
        assertThat(options.gpu()).isEqualTo("00000000:65:00.0");
        assertThat(options.periodMillis()).isEqualTo(5);
        assertThat(options.sensor()).isEqualTo(new SensorSpec(Provenance.REPLAYED, Path.of("a=b.csv")));
        assertThat(options.passports()).isEqualTo(Path.of("p"));
        assertThat(options.journal()).isNull();
    }

    @Test
    void thePeriodIsLeftToThePassportUnlessGiven() throws ProfilerException {
        assertThat(ProfilerOptions.parse("gpu=none").periodMillis()).isNull();
    }

    /** Each kind of sensor has a place of its own there. */
    @Test
    void passportsAreLookedForWhereTheyAreKept() throws ProfilerException {
        assertThat(ProfilerOptions.parse("").passports())
                .isEqualTo(EnergyState.of(SensorSpec.HOST).passportFolder());
        assertThat(ProfilerOptions.parse("simulate=gpu.json").passports())
                .endsWithRaw(Path.of("simulated", "passports"));
        assertThat(ProfilerOptions.parse("replay=a.csv").passports()).endsWithRaw(Path.of("replayed", "passports"));
    }
}
