package macjoule.bench.engine.jcuda.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The probes of memory on the processor: whether they go where they should, as often as they should. */
class ProbeEmulationTest {
    @Test
    void everyProbeReadsWhatItShould() throws IOException, InterruptedException {
        assumeTrue(Emulation.isPossible(), "no C++ compiler here");
        Tool.Outcome outcome = Tool.run(
                Emulation.program("check_probes.cpp", KernelFiles.PROBES).toString());
        assertThat(outcome.lines()).as("the end of the run").endsWith("done");

        Set<String> kernels = new HashSet<>();
        for (String line : outcome.lines()) {
            String[] fields = line.split("\\|", -1);
            if (fields[0].equals("check")) {
                kernels.add(fields[1]);
                assertThat(fields[4]).as(line).isEqualTo(fields[3]);
            }
        }
        assertThat(kernels).containsExactlyInAnyOrderElementsOf(KernelFiles.entries(KernelFiles.ptx("probes", "60")));
    }
}
