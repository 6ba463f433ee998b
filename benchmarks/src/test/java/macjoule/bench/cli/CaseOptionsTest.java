package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How a night measures again what looks changed, with the options it was given. */
class CaseOptionsTest {
    @Test
    void keysTakeThePlaceOfWhatNamedTheCases() {
        List<String> options =
                List.of("--layer", "ci=1,hi=4", "--batch=1,2", "-f", "5", "--network", "alexnet", "--idle", "0");
        assertThat(CaseOptions.of(options, List.of("alexnet/n1", "peak/gemm-1024/n1024")))
                .containsExactly("-f", "5", "--idle", "0", "--case", "alexnet/n1,peak/gemm-1024/n1024");
    }

    /** How thoroughly to measure is the suite's affair. */
    @Test
    void theSuiteStays() {
        assertThat(CaseOptions.of(List.of("--suite", "layers"), List.of("alexnet/n1")))
                .containsExactly("--suite", "layers", "--case", "alexnet/n1");
    }

    @Test
    void filesStayThatKeysStandFor() {
        List<String> options = List.of("--network=alexnet,my.onnx", "--input", "3x8x8", "--engine", "nd4j");
        assertThat(CaseOptions.of(options, List.of("file/my/n1")))
                .containsExactly(
                        "--engine", "nd4j", "--network", "my.onnx", "--input", "3x8x8", "--case", "file/my/n1");
        assertThat(CaseOptions.of(List.of("--network", "alexnet", "--input", "3x8x8"), List.of("alexnet/n1")))
                .containsExactly("--case", "alexnet/n1");
    }
}
