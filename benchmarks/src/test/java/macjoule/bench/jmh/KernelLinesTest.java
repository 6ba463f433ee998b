package macjoule.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import macjoule.calibration.record.KernelUse;
import macjoule.calibration.record.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the kernels of a measured JVM come to be known. */
class KernelLinesTest {
    private static final Unit UNIT = new Unit("zoo/x/n1", "jcuda");

    @TempDir
    private Path folder;

    @Test
    void takesWhatTheForkWroteAndLeavesNothing() throws Exception {
        Path log = folder.resolve("printed");
        Path file = fileOf(KernelLines.prepare(log));
        Files.write(
                file,
                List.of(
                        "kernels: shipped, compute_80; no NVRTC: this host has none",
                        "conv1: conv_f32_128x64x4, sums in 3 parts"));
        assertThat(KernelLines.takeFrom(log, UNIT, 2))
                .containsExactly(
                        new KernelUse(
                                "zoo/x/n1", "jcuda", 2, "kernels", "shipped, compute_80; no NVRTC: this host has none"),
                        new KernelUse("zoo/x/n1", "jcuda", 2, "conv1", "conv_f32_128x64x4, sums in 3 parts"));
        assertThat(file).doesNotExist();
        assertThat(KernelLines.takeFrom(log, UNIT, 3)).isEmpty();
    }

    @Test
    void whatAForkLeftThatNobodyReadIsNotTheNextOnes() throws Exception {
        Path log = folder.resolve("printed");
        Files.write(fileOf(KernelLines.prepare(log)), List.of("conv1: conv_f32_128x64x4"));
        KernelLines.prepare(log);
        assertThat(KernelLines.takeFrom(log, UNIT, 1)).isEmpty();
    }

    private static Path fileOf(String flag) {
        return Path.of(flag.substring(flag.indexOf('=') + 1));
    }
}
