package macjoule.bench.energy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuClocksTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void theMeanClockAndHeatAreRead() throws IOException {
        processor("cpu0", "2000000", "5");
        processor("cpu1", "3000000", "5");
        CpuClocks clocks = new CpuClocks(folder);
        clocks.begin();
        ObjectNode cool = window(clocks);
        // Of 2 and 3 GHz.
        assertThat(cool.get("meanClockMhz").doubleValue()).isEqualTo(2500);
        assertThat(cool.get("throttleReasons")).isEmpty();

        clocks.begin();
        processor("cpu1", "1000000", "6");
        assertThat(window(clocks).get("throttleReasons").get(0).textValue()).isEqualTo("thermal");
    }

    @Test
    void whereTheSystemTellsNothingTheReasonIsGiven() {
        CpuClocks clocks = new CpuClocks(folder.resolve("missing"));
        clocks.begin();
        ObjectNode window = window(clocks);
        assertThat(window.get("meanClockMhz").isNull()).isTrue();
        assertThat(window.get("clockReason").textValue()).contains("cpufreq");
        assertThat(window.has("throttleReasons")).isFalse();
    }

    private static ObjectNode window(CpuClocks clocks) {
        ObjectNode window = JsonNodeFactory.instance.objectNode();
        clocks.end(window);
        return window;
    }

    private void processor(String name, String kilohertz, String throttled) throws IOException {
        Path frequency = Files.createDirectories(folder.resolve(name).resolve("cpufreq"));
        Path heat = Files.createDirectories(folder.resolve(name).resolve("thermal_throttle"));
        Files.writeString(frequency.resolve("scaling_cur_freq"), kilohertz + "\n");
        Files.writeString(heat.resolve("package_throttle_count"), throttled + "\n");
    }
}
