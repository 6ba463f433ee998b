package macjoule.bench.energy.window;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.fake.VirtualClock;
import macjoule.bench.energy.nvml.FieldBuffer;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.energy.replay.ReplayedNvml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a clock that was held back. */
class ThrottleTrackTest {
    @TempDir
    private Path folder;

    @Test
    void aGpuThatTellsNothingIsNotSaidToRunFreely() throws IOException {
        JsonNode json = window("0,total_energy,1\n");
        for (String name : List.of("powerCapShare", "thermalShare", "powerBrakeShare", "eventReasons")) {
            assertThat(json.get(name).isNull()).as(name).isTrue();
        }
        assertThat(json.has("throttleReasons")).isFalse();
    }

    @Test
    void aGpuThatTellsOfNoReasonIs() throws IOException {
        JsonNode json = window("0,event_reasons,0\n0,sm_clock,1500\n");
        assertThat(json.get("thermalShare").doubleValue()).isZero();
        assertThat(json.get("eventReasons").longValue()).isZero();
        assertThat(json.get("throttleReasons")).isEmpty();
        assertThat(json.get("meanClockMhz").doubleValue()).isEqualTo(1500);
    }

    @Test
    void aReasonThatTheGpuCannotTellIsUnknown() throws IOException {
        JsonNode json = window("0,event_reasons,0\n0,sm_clock,1500\n0,supported_event_reasons,4\n");
        assertThat(json.get("powerCapShare").doubleValue()).isZero();
        assertThat(json.get("powerBrakeShare").isNull()).isTrue();
    }

    @Test
    void olderDriversTellTheTimesByAnotherCall() throws IOException {
        // Half a second of the one that the window lasts, of which no field tells.
        JsonNode json = window("0,power_cap_time,0\n1000000000,power_cap_time,500000000\n");
        assertThat(json.get("powerCapShare").doubleValue()).isEqualTo(0.5);
        assertThat(json.get("boardLimitShare").isNull()).isTrue();
    }

    private JsonNode window(String recording) throws IOException {
        Path file = Files.writeString(folder.resolve("recording.csv"), recording);
        VirtualClock clock = new VirtualClock();
        NvmlDevice device = ReplayedNvml.read(file, clock);
        ThrottleTrack track = new ThrottleTrack(device, FieldBuffer.SCOPE_GPU);
        track.begin();
        track.poll();
        clock.pause(1_000_000_000);
        Throttle throttle = track.end(1);
        assertThat(throttle.spoils()).isFalse();
        Energy none = new Energy.Invalid(Energy.Cause.TOO_SHORT, "made up");
        return WindowReport.of(none, null, 0, new Conditions(throttle, 40, 40, List.of(), true, null, NvmlCode.SUCCESS))
                .json();
    }
}
