package macjoule.bench.engine.jcuda.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kernel on the processor against loops in double precision, and whether the emulation notices what is wrong. */
class KernelEmulationTest {
    private static Path program = Path.of("");

    @BeforeAll
    static void compileTheKernels() throws IOException, InterruptedException {
        assumeTrue(Emulation.isPossible(), "no C++ compiler with an address sanitizer here");
        program = Emulation.program();
    }

    @Test
    void everyKernelAgreesWithTheReference() throws IOException, InterruptedException {
        Tool.Outcome outcome = Tool.run(program.toString());
        assertThat(outcome.lines()).as("the end of the run").endsWith("done");

        Set<String> kernels = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        for (String line : outcome.lines()) {
            String[] fields = line.split("\\|", -1);
            if (fields[0].equals("check")) {
                kernels.add(fields[1]);
                boolean agrees = Double.parseDouble(fields[3].replace("nan", "NaN")) <= Double.parseDouble(fields[4]);
                if (!agrees) {
                    wrong.add(line);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(kernels).containsExactlyInAnyOrderElementsOf(KernelFiles.entries(80));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " 0 | heap-buffer-overflow",
                " 1 | heap-buffer-overflow",
                " 2 | reads what another thread wrote, with no barrier between",
                " 3 | writes what another thread read, with no barrier between",
                " 4 | writes what another thread wrote, with no barrier between",
                " 5 | reads shared memory that nobody wrote",
                " 6 | threads ended while others wait at a barrier",
                " 7 | threads wait at different barriers",
                " 8 | lanes of one warp never came to an instruction of the whole warp",
                " 9 | loads a vector from an address that is no multiple of its size",
                "10 | reads shared memory while a copy to it is under way",
                "11 | reads what another thread wrote, with no barrier between",
                "12 | heap-buffer-overflow",
            })
    void noticesAFault(int number, String diagnosis) throws IOException, InterruptedException {
        Tool.Outcome outcome = Tool.run(program.toString(), Integer.toString(number));

        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.text()).contains(diagnosis).doesNotContain("nothing noticed");
    }
}
