package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import macjoule.bench.energy.EnergyState;
import macjoule.bench.energy.SensorSpec;
import macjoule.bench.energy.clocks.ClockLock;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.nvml.ClockDomain;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.window.GpuLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sensor command on scripted GPUs, which it characterises in no time. */
class SensorCommandTest {
    private static final String UUID = "GPU-00000000-0000-0000-0000-0000000000bb";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void keepStateApart() {
        System.setProperty(EnergyState.PROPERTY, folder.resolve("state").toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty(EnergyState.PROPERTY);
    }

    @Test
    void aScriptWhoseGpuIsNoObjectIsOneClearLine(@TempDir Path scripts) throws IOException {
        Path file = Files.writeString(
                scripts.resolve("null.json"), "{\"schema\": \"macjoule.simulated-sensor/1\", \"gpus\": [null]}");
        CommandLineRun.refused("a GPU that is null: " + file, "sensor", "show", "--sensor", "fake:" + file);
    }

    @Test
    void aPassportIsMadeKeptAndShown() throws IOException {
        JsonNode before = sensor("show", gpu()).json();
        assertThat(before.get("passport").isNull()).isTrue();
        assertThat(before.get("passportReason").textValue()).contains("not been characterised");
        assertThat(before.at("/gpu/uuid").textValue()).isEqualTo(UUID);
        assertThat(before.at("/gpu/memoryBytes").isNull()).isTrue();
        assertThat(before.at("/gpu/memoryBytesReason").textValue()).contains("does not support");

        CommandLineRun made = sensor("characterise", gpu());
        assertThat(made.code()).as(made.err()).isZero();
        // The instantaneous reading of an H100: every 100 ms, over 25 ms.
        JsonNode instant = made.json().at("/passport/sources/1");
        assertThat(instant.get("update").doubleValue()).isCloseTo(0.1, within(0.005));
        assertThat(instant.get("window").doubleValue()).isCloseTo(0.025, within(0.004));
        assertThat(instant.get("coverage").textValue()).isEqualTo("PART");
        assertThat(made.json().at("/passport/counterCoverage").textValue()).isEqualTo("FULL");
        assertThat(made.json().get("provenance").textValue()).isEqualTo("simulated");

        JsonNode after = sensor("show", gpu()).json();
        assertThat(after.get("passport")).isEqualTo(made.json().get("passport"));
        String table = CommandLineRun.of("sensor", "show", "--quiet", "--sensor", gpu())
                .out();
        assertThat(table).contains("(simulated)", "misses nothing", "measure with: counter");
    }

    @Test
    void aRecordingIsMadeAndPlayedAgain() throws IOException {
        Path trace = folder.resolve("trace.csv");
        CommandLineRun made =
                CommandLineRun.of("sensor", "record", "--sensor", gpu(), "--seconds", "0.4", "-o", trace.toString());
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(Files.readAllLines(trace))
                .allMatch(line -> line.matches("\\d+,[a-z_.0-9]+,-?\\d+"))
                .anyMatch(line -> line.contains(",total_energy,"))
                .anyMatch(line -> line.contains(",field.0.186,"));
        JsonNode shown = sensor("show", "replay:" + trace).json();
        assertThat(shown.get("provenance").textValue()).isEqualTo("replayed");
        assertThat(shown.at("/gpu/enforcedPowerLimitWatts").doubleValue()).isEqualTo(400);
        assertThat(sensor("record", gpu(), "--seconds", "0").code()).isEqualTo(2);
    }

    @Test
    void theShortFormFindsTheSameAndSaysThatItIsShort() throws IOException {
        JsonNode passport = sensor("characterise", gpu(), "--short").json().get("passport");
        assertThat(passport.get("form").textValue()).isEqualTo("short");
        assertThat(passport.at("/sources/1/update").doubleValue()).isCloseTo(0.1, within(0.005));
        assertThat(passport.at("/sources/1/window").doubleValue()).isCloseTo(0.025, within(0.004));
        assertThat(passport.get("counterCoverage").textValue()).isEqualTo("FULL");
    }

    @Test
    void anExternalMeterTakesGainAndOffsetOut() throws IOException {
        // A sensor that shows 0.95 of the power and 8 W more.
        Path pairs = Files.writeString(
                folder.resolve("pairs.csv"), "meter_watts,sensor_watts\n60,65\n100,103\n200,198\n300,293\n");
        JsonNode meter = sensor("characterise", gpu(), "--short", "--meter", pairs.toString())
                .json()
                .at("/passport/meter");
        assertThat(meter.get("gain").doubleValue()).isCloseTo(0.95, within(1e-9));
        assertThat(meter.get("offsetWatts").doubleValue()).isCloseTo(8, within(1e-9));
        // To be characterised again changes nothing of it, a new fit does.
        CommandLineRun again = CommandLineRun.of("sensor", "characterise", "--short", "--sensor", gpu());
        assertThat(again.err()).contains("taken over");
        assertThat(sensor("show", gpu()).json().at("/passport/meter")).isEqualTo(meter);
        Files.writeString(pairs, "meter_watts,sensor_watts\n60,60\n100,100\n200,200\n300,300\n");
        assertThat(sensor("characterise", gpu(), "--short", "--meter", pairs.toString())
                        .json()
                        .at("/passport/meter/gain")
                        .doubleValue())
                .isCloseTo(1, within(1e-9));
        Path wrong = Files.writeString(folder.resolve("wrong.csv"), "meter_watts,sensor_watts\n60\n");
        CommandLineRun refused = sensor("characterise", gpu(), "--meter", wrong.toString());
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("line 2").hasLineCount(1);
    }

    @Test
    void whatCannotBeCharacterisedIsSaid() throws IOException {
        Path recording = Files.writeString(folder.resolve("recording.csv"), "0,total_energy,1\n");
        assertThat(sensor("characterise", "replay:" + recording).code()).isEqualTo(2);
        assertThat(sensor("characterise", fake(", \"mig\": true")).err())
                .contains("MIG")
                .hasLineCount(1);
        assertThat(sensor("show", fake(", \"faults\": [{\"kind\": \"REFUSE_START\", \"code\": 18}]"))
                        .err())
                .contains("reboot or reload the driver")
                .hasLineCount(1);
    }

    @Test
    void aCardInUseIsNotDisturbed() throws IOException {
        GpuLock other = GpuLock.take(EnergyState.of(SensorSpec.parse(gpu())).locks(), UUID)
                .orElseThrow();
        CommandLineRun run = sensor("characterise", gpu());
        other.close();
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("another measurement has " + UUID).hasLineCount(1);
    }

    @Test
    void restoreFreesWhatIsLeftUnlessItsRunGoesOn() throws IOException {
        Path clock = folder.resolve("clock");
        String sensor = fake(", \"clockFile\": \"" + clock + "\"");
        EnergyState state = EnergyState.of(SensorSpec.parse(sensor));
        Nvml nvml = SensorSpec.parse(sensor).nvml(NanoClock.system());
        nvml.start();
        ClockLock.lock(nvml.deviceByUuid(UUID).value().orElseThrow(), ClockDomain.GPU, 1200, state.clocks());
        assertThat(clock).hasContent("GPU 1200 1200");

        GpuLock running = GpuLock.take(state.locks(), UUID).orElseThrow();
        assertThat(sensor("restore", sensor).json().get("locked").booleanValue())
                .isTrue();
        assertThat(clock).hasContent("GPU 1200 1200");
        running.close();

        CommandLineRun restored = sensor("restore", sensor);
        assertThat(restored.code()).isZero();
        assertThat(restored.json().get("notes").toString()).contains("freed the GPU clock");
        assertThat(clock).hasContent("GPU unlocked");
        assertThat(sensor("restore", sensor).json().get("notes").toString()).contains("no clock was left");
    }

    private String gpu() throws IOException {
        return fake("");
    }

    private String fake(String more) throws IOException {
        String script = """
                {"schema": "macjoule.simulated-sensor/1", "gpus": [{"uuid": "%s", "readMicros": 50,
                  "counter": {"updateMs": 100, "windowMs": 100, "phaseMs": 30},
                  "instant": {"updateMs": 100, "windowMs": 25, "phaseMs": 10, "noiseWatts": 1}%s}]}
                """.formatted(UUID, more);
        return "fake:" + Files.writeString(folder.resolve("gpu.json"), script);
    }

    private static CommandLineRun sensor(String command, String sensor, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("sensor", command, "--quiet", "--format", "json", "--sensor", sensor));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }
}
