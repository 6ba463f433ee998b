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
    private static final GpuIdentity P100 = GpuIdentity.of("Tesla P100", "GPU-0", "410.48");
    private static final HardwareProfile PROFILE = HardwareProfile.of(P100)
            .withAlpha(AlphaEstimate.of(
                    AlphaCalibration.withDefaults().withResamples(100).calibrate(PublishedEfficiency.p100()),
                    "published",
                    List.of("published:p100")));
    private static final DeltaEstimate DELTA = new DeltaEstimate(
            "p100", Figure.of(0.7), Figure.unknown("not identifiable: no layer waits"), "simulated", List.of("run-1"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void comesBackAsItWasWritten() {
        Path file = folder.resolve("p100.json");
        PROFILE.write(file);
        assertThat(HardwareProfile.read(file)).isEqualTo(PROFILE);
        HardwareProfile whole = PROFILE.withDelta(DELTA).withSensorPassport("passport.json");
        whole.write(file);
        assertThat(HardwareProfile.read(file)).isEqualTo(whole);
    }

    @Test
    void whatIsUnknownIsNullWithAReason() throws IOException {
        assertThat(written())
                .contains("\"schema\" : \"macjoule.hardware-profile/1\"")
                .containsPattern("\"ci95\" : \\[ 0\\.\\d+, [01]\\.\\d+ \\]")
                .containsPattern("\"delta\" : null,\\s+\"deltaReason\" : \"no traffic was calibrated")
                .contains("\"origin\" : \"published\"")
                .containsPattern("\"sensorPassport\" : null,\\s+\"sensorPassportReason\" : \"the power sensor");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "profile/1;                profile/2;        schema macjoule.hardware-profile/2",
                "\"alpha\" :;            \"schema\" :;     not a hardware profile (Duplicate field",
                "\"schema\" :;             \"extra\" : 1, \"schema\" :; `not a hardware profile (Unrecognized field \"extra\"`",
                "\"sensorPassportReason\";  \"sensorPassport\"; not a hardware profile (Duplicate field",
                "\"n\" : 12,;              ` `;              `not a hardware profile (Cannot map ``null`` into type ``int``)`",
                "\"driver\" : \"410.48\";  \"driver\" : null; a GPU without name, or without UUID",
                "\"sensorPassport\" : null; \"sensorPassport\" : \"x\"; a field is missing",
                "\"origin\" : \"published\"; \"origin\" : null; an alpha without",
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
    void aFileOfNullIsNoProfile() throws IOException {
        Path file = Files.writeString(folder.resolve("null.json"), "null\n");
        assertThatThrownBy(() -> HardwareProfile.read(file))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("not a hardware profile (it is null): " + file);
    }

    @Test
    void aCardOfUnknownUuidIsNamedByItsNameAlone() {
        Path file = folder.resolve("v100.json");
        HardwareProfile.of(new GpuIdentity("Tesla V100", null, null, "from a table"))
                .write(file);
        GpuIdentity other = new GpuIdentity("Tesla K80", null, null, "from a table");
        assertThatThrownBy(() -> HardwareProfile.toExtend(file, other))
                .isInstanceOf(BadInputException.class)
                .hasMessage("a profile of Tesla V100: " + file + ": name another file for Tesla K80");
    }

    @Test
    void calibratingAgainKeepsWhatElseIsKnownOfTheCard() {
        Path file = folder.resolve("p100.json");
        PROFILE.write(file);
        assertThat(HardwareProfile.toExtend(file, P100).withDelta(DELTA)).isEqualTo(PROFILE.withDelta(DELTA));
        GpuIdentity nameless = new GpuIdentity("Tesla P100", null, null, "from a table");
        assertThat(HardwareProfile.toExtend(file, nameless).gpu()).isEqualTo(P100);
        assertThat(HardwareProfile.toExtend(folder.resolve("new.json"), P100).alphaReason())
                .contains("no energy efficiencies");
        assertThatThrownBy(() -> HardwareProfile.toExtend(file, GpuIdentity.of("Tesla P100", "GPU-1", "410.48")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("GPU-1")
                .hasMessageContaining("p100.json");
    }

    @Test
    void onlyWhatIsKnownIsGivenOut() {
        assertThat(PROFILE.requireAlpha("f")).isEqualTo(PROFILE.alpha());
        assertThat(PROFILE.withDelta(DELTA).requireDelta("f")).isEqualTo(DELTA);
        assertThatThrownBy(() -> PROFILE.requireDelta("f")).hasMessageContaining("no traffic was calibrated");
        assertThatThrownBy(() -> HardwareProfile.of(P100).requireAlpha("f")).hasMessageContaining("no alpha");
        EfficiencySet three = new EfficiencySet(
                "three",
                Synthetic.exact(0.5).convention(),
                EnergyBasis.GROSS,
                Synthetic.noisy(0.5, 0.2, 1).networks().subList(0, 4));
        AlphaEstimate loose = AlphaEstimate.of(
                AlphaCalibration.withDefaults().withResamples(100).calibrate(three), "measured", List.of());
        assertThat(loose.identifiable()).isFalse();
        assertThatThrownBy(() -> HardwareProfile.of(P100).withAlpha(loose).requireAlpha("f"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("not identifiable");
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
