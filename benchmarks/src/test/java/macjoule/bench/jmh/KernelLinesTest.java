package macjoule.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import macjoule.calibration.record.KernelUse;
import macjoule.calibration.record.Unit;
import org.junit.jupiter.api.Test;

/** Finding the kernels in what a measured JVM prints. */
class KernelLinesTest {
    @Test
    void takesTheLinesOfKernelsOnly() {
        String printed = """
                # Warmup: 1 iterations
                @kernel kernels: shipped, compute_80; no NVRTC: this host has none
                @kernel conv1: conv_f32_128x64x4, sums in 3 parts
                Iteration   1: 5.0 ms/op
                """;
        assertThat(KernelLines.of(new Unit("zoo/x/n1", "jcuda"), 2, printed))
                .containsExactly(
                        new KernelUse(
                                "zoo/x/n1", "jcuda", 2, "kernels", "shipped, compute_80; no NVRTC: this host has none"),
                        new KernelUse("zoo/x/n1", "jcuda", 2, "conv1", "conv_f32_128x64x4, sums in 3 parts"));
    }
}
