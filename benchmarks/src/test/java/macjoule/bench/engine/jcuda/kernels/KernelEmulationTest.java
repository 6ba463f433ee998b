package macjoule.bench.engine.jcuda.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import macjoule.calibration.traffic.OwnLoads;
import macjoule.model.delta.ConvDims;
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
        assertThat(kernels).containsExactlyInAnyOrderElementsOf(KernelFiles.entries("90a"));
    }

    /** What models are told of the loads of the FP32 kernels, sector by sector: taps, inputs taken by fours, filled up filters. */
    @Test
    void loadsAreThoseThatModelsAreTold() throws IOException, InterruptedException {
        List<String[]> counted = Tool.run(program.toString(), "loads").lines().stream()
                .map(line -> line.split("\\|"))
                .filter(fields -> fields[0].equals("loads"))
                .toList();
        assertThat(counted).hasSizeGreaterThan(60).allSatisfy(fields -> {
            int[] size = Stream.of(fields).skip(2).mapToInt(Integer::parseInt).toArray();
            ConvDims layer = ConvDims.of(
                    "a layer", size[0], size[1], size[2], size[3], size[4], size[5], size[6], size[7], size[8]);
            OwnLoads loads = OwnLoads.of(layer, fields[1], size[9], true).orElseThrow();
            Double inputs = loads.inputs();
            assertThat(inputs == null ? size[10] : inputs).isEqualTo(size[10]);
            // Of a tile of 32 columns and depth 4 a thread loads single floats, which the emulation does not see.
            assertThat(loads.filters()).isIn((double) size[11], fields[1].contains("x32x4") ? loads.filters() : -1);
            assertThat(loads.table()).isEqualTo(size[12]);
            assertThat(loads.bias()).isEqualTo(size[13]);
        });
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
                "13 | has products read what was not shown to them",
                "14 | starts a product that was not opened",
                "15 | a thread ends while its products are under way",
                "16 | a thread ends while its products are under way",
                "17 | writes shared memory while products read it",
                "18 | lanes of one warp never came to an instruction of the whole warp",
                "19 | has products read a matrix in a layout that is not emulated",
            })
    void noticesAFault(int number, String diagnosis) throws IOException, InterruptedException {
        Tool.Outcome outcome = Tool.run(program.toString(), Integer.toString(number));

        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.text()).contains(diagnosis).doesNotContain("nothing noticed");
    }
}
