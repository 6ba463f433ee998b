package macjoule.calibration.alpha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import macjoule.model.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardwareProfileTest {
    private static final HardwareProfile PROFILE = HardwareProfile.of(
            new GpuIdentity("Tesla P100", "GPU-0", "410.48"),
            AlphaCalibration.withDefaults().withResamples(100).calibrate(PublishedEfficiency.p100()),
            List.of("published/p100"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void comesBackAsItWasWritten() {
        Path file = folder.resolve("p100.json");
        PROFILE.write(file);
        assertThat(HardwareProfile.read(file)).isEqualTo(PROFILE);
        HardwareProfile whole =
                PROFILE.withDelta(Figure.of(0.7), Figure.of(5e-7)).withSensorPassport("passport.json");
        whole.write(file);
        assertThat(HardwareProfile.read(file)).isEqualTo(whole);
    }

    @Test
    void whatIsUnknownIsNullWithAReason() throws IOException {
        assertThat(written())
                .contains("\"schema\" : \"macjoule.hardware-profile/1\"")
                .containsPattern("\"ci95\" : \\[ 0\\.\\d+, [01]\\.\\d+ \\]")
                .containsPattern(
                        "\"deltaShare\" : \\{\\s+\"value\" : null,\\s+\"reason\" : \"no traffic was calibrated")
                .containsPattern("\"sensorPassport\" : null,\\s+\"sensorPassportReason\" : \"the power sensor");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "profile/1;                profile/2;        schema macjoule.hardware-profile/2",
                "\"sourceRuns\";           \"schema\";       not a hardware profile (Duplicate field",
                "\"schema\" :;             \"extra\" : 1, \"schema\" :; `not a hardware profile (Unrecognized field \"extra\"`",
                "\"sensorPassportReason\";  \"sensorPassport\"; not a hardware profile (Duplicate field",
                "\"n\" : 12,;              ` `;              `not a hardware profile (Cannot map ``null`` into type ``int``)`",
                "\"driver\" : \"410.48\";  \"driver\" : null; a GPU without name",
                "\"value\" : null;         \"value\" : 1;    a figure of 1.0 because of no traffic",
                "{;                        [;                not a hardware profile"
            })
    void aSpoiledFileIsRefused(String part, String instead, String complaint) throws IOException {
        String spoiled = written().replaceFirst(Pattern.quote(part), instead);
        Path file = Files.writeString(folder.resolve("spoiled.json"), spoiled);
        assertThatThrownBy(() -> HardwareProfile.read(file))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(complaint)
                .hasMessageContaining("spoiled.json");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> HardwareProfile.read(folder.resolve("none.json")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("none.json");
    }

    private String written() throws IOException {
        Path file = folder.resolve("profile.json");
        PROFILE.write(file);
        return Files.readString(file);
    }
}
