package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published numbers are those of the compact-DNN paper; r of the activation reuse is printed there as 0.88. */
class CalibrateAlphaCommandTest {
    @Test
    void fitsThePublishedMeasurements() throws IOException {
        JsonNode fit = CommandLineRun.of(
                        "calibrate", "alpha", "--published", "p100", "--resamples", "500", "--format", "json")
                .json();
        assertThat(fit.get("origin").textValue()).isEqualTo("published");
        assertThat(fit.get("n").intValue()).isEqualTo(12);
        assertThat(fit.get("alpha").doubleValue()).isCloseTo(0.8306, within(5e-5));
        assertThat(fit.get("curve")).hasSize(21);
        assertThat(fit.at("/curve/20/r").doubleValue()).isCloseTo(0.88, within(0.005));
        assertThat(fit.get("ci95").get(0).doubleValue())
                .isLessThan(fit.get("alpha").doubleValue());
        assertThat(fit.get("rivals").size()).isGreaterThanOrEqualTo(6);
    }

    @Test
    void theTableSaysWhetherAlphaIsIdentifiableAndWhoPredictsBest() {
        CommandLineRun run = CommandLineRun.of("calibrate", "alpha", "--published", "p100", "--resamples", "500");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("identifiable    yes").contains("of networks not seen");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    alexnet,1e9;vgg-16,2e9                     | at least 3
                    alexnet,1e9;vgg-16,1e9;nin,1e9             | measure each network
                    alexnet,1e9;vgg-16,NaN;nin,3e9             | line 3
                    alexnt,1e9;vgg-16,2e9;nin,3e9              | alexnet
                    alexnet,1e9;vgg-16,2e9;nin,-3e9            | line 4
                    """)
    void unusableMeasurementsAreOneClearLine(String rows, String part, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("measured.csv"), "network,macsPerJoule\n" + rows.replace(";", "\n") + "\n");
        CommandLineRun run = CommandLineRun.of("calibrate", "alpha", file.toString());
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(part).contains(file.toString()).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --published p100 --resamples 1             | 100 to 1000000
                    --published p100 --resamples 99            | 100 to 1000000
                    --published p100 --resamples 2000000000    | 100 to 1000000
                    --published p100 --engine nd4j             | --engine: give run directories
                    --published p100 --batch 4                 | --batch: give run directories
                    FILE --convention conv-fc                  | --convention: give run directories
                    FILE --net                                 | --net: give run directories
                    FILE --idle-watts 30                       | --idle-watts: give run directories
                    FILE --net --idle-watts 30                 | no effect beside --idle-watts
                    FILE --card p100                           | no effect without --profile-out
                    """)
    void whatWouldHaveNoEffectIsRefused(String options, String part, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("measured.csv"), "network,macsPerJoule\nalexnet,1e9\nvgg-16,2e9\nnin,3e9\n");
        CommandLineRun run =
                CommandLineRun.of(("calibrate alpha " + options.replace("FILE", file.toString())).split(" "));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("macjoule: ").contains(part).hasLineCount(1);
    }

    @Test
    void withoutMeasurementsItSaysWhatToGive() {
        assertThat(CommandLineRun.of("calibrate", "alpha").code()).isEqualTo(2);
        assertThat(CommandLineRun.of("calibrate").code()).isEqualTo(2);
        assertThat(CommandLineRun.of("calibrate", "alpha", "--published", "k80").code())
                .isEqualTo(3);
    }
}
