package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The counts of the first test come from an independent simulator written in C. */
class SimulateCommandTest {
    private static final String MACHINE =
            "--tile 128x32x4 --sms 4 --active-ctas 6 --l1-kb 24 --l1-ways 4 --l2-kb 256 --l2-ways 16";

    @Test
    void countsAreThoseOfAnIndependentSimulator() throws IOException {
        JsonNode counts = run("simulate --layer ci=16,hi=28,wi=28,co=32,hf=5,wf=5,stride=1,pad=2 --batch 2 --writes "
                        + MACHINE + " --format json")
                .json();
        assertThat(counts.at("/l1/ifmap/requests").longValue()).isEqualTo(19_280);
        assertThat(counts.at("/l1/ifmap/sectors").longValue()).isEqualTo(90_400);
        assertThat(counts.at("/l1/filter/lines").longValue()).isEqualTo(41_600);
        assertThat(counts.at("/l1/requests").longValue()).isEqualTo(19_280 + 5_200);
        assertThat(counts.at("/l2Sectors/ifmap").longValue()).isEqualTo(6_423);
        assertThat(counts.at("/l2Sectors/filter").longValue()).isEqualTo(6_731);
        assertThat(counts.at("/dramSectors/ifmap").longValue()).isEqualTo(3_136);
        assertThat(counts.get("laneLoads").longValue()).isEqualTo(740_992);
        assertThat(counts.at("/sampling/sampled").booleanValue()).isFalse();
    }

    @Test
    void samplingIsNamed() {
        CommandLineRun run =
                run("simulate --layer ci=16,hi=28,wi=28,co=32,hf=5,wf=5,pad=2 --batch 200 --waves 6 " + MACHINE);
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("simulated, not measured").contains("sampled: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    simulate                                                              | 2 | --layer
                    simulate --layer ci=1,hi=8,wi=8,co=8,hf=3,wf=3 --accuracy              | 2 | --layer
                    simulate --accuracy --sms 4                                           | 2 | --sms
                    simulate --layer ci=1,hi=8,wi=8,co=8,hf=3,wf=3                         | 2 | --gpu
                    simulate --layer ci=1,hi=8,wi=8,co=8,hf=3,wf=3 --gpu v100 --l2-kb 0    | 3 | smaller than a line
                    simulate --layer ci=1,hi=8,wi=8,co=8,hf=3,wf=3 --gpu v100 --tile 99x8x4 | 3 | warps
                    simulate --layer ci=1,hi=2,wi=2,co=8,hf=3,wf=3 --gpu v100              | 3 | does not fit
                    simulate --layer ci=1,hi=8,wi=8,co=8,hf=3,wf=3 --gpu v100 --skew -1    | 3 | skew
                    simulate --layer ci=1,hi=8,wi=8,co=8,hf=3,wf=3 --gpu v100 --order diagonal | 2 | column, row
                    """)
    void nonsenseIsOneClearLine(String command, int code, String part) {
        CommandLineRun run = run(command);
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("macjoule: ").contains(part).hasLineCount(1);
    }

    private static CommandLineRun run(String command) {
        return CommandLineRun.of(command.split(" "));
    }
}
