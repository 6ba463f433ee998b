package macjoule.calibration.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import macjoule.model.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows have the shape that org.openjdk.jmh.results.format.JSONResultFormat of JMH 1.37 writes. */
class JmhJsonReaderTest {
    private static final String ROW = """
            [{"jmhVersion": "1.37", "benchmark": "macjoule.bench.jmh.LayerForward.forward", "mode": "avgt", "forks": 2,
              "params": {"key": "alexnet/conv2/n1", "engine": "nd4j"},
              "primaryMetric": {"score": 0.5, "scoreError": "NaN", "scoreConfidence": ["NaN", "NaN"],
                "scorePercentiles": {"0.0": 0.4}, "scoreUnit": "s/op", "rawData": [[0.4], [0.6]]},
              "secondaryMetrics": {"\u00b7gc.time": {"score": "+INF", "scoreUnit": "ms", "rawData": [["-INF"], [1]]}}}]
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void readsNumbersThatJmhWritesAsWords() throws IOException {
        JmhResult row = read(ROW, Set.of("gc.time")).get(0);
        assertThat(row.primary().error()).isNaN();
        assertThat(row.primary().rawData()).containsExactly(List.of(0.4), List.of(0.6));
        assertThat(row.secondary().get("gc.time"))
                .isEqualTo(new JmhResult.JmhMetric(
                        Double.POSITIVE_INFINITY,
                        Double.NaN,
                        "ms",
                        List.of(List.of(Double.NEGATIVE_INFINITY), List.of(1.0))));
        assertThat(row.params()).containsEntry("engine", "nd4j");
    }

    @Test
    void aRowMayLackParametersAndRawData() throws IOException {
        JmhResult row = read(
                        "[{\"benchmark\": \"b\", \"mode\": \"sample\", \"primaryMetric\": {\"score\": 1, \"scoreUnit\": \"s\"}}]",
                        Set.of())
                .get(0);
        assertThat(row.params()).isEmpty();
        assertThat(row.primary().rawData()).isEmpty();
    }

    @Test
    void aMissingMetricMeansTheProfilerDidNotRun() {
        assertThatThrownBy(() -> read(ROW, Set.of("energy.joules")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("energy.joules")
                .hasMessageContaining("row 1");
    }

    @Test
    void theEmptyFileOfARunThatGaveUpIsRefused() {
        assertThatThrownBy(() -> read("", Set.of())).hasMessageContaining("the file is empty");
        assertThatThrownBy(() -> read("[]", Set.of())).hasMessageContaining("no rows");
    }

    @Test
    void aFileCutShortIsNamedByFileAndLine() {
        assertThatThrownBy(() -> read(ROW.substring(0, 200), Set.of()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("jmh.json, line 3");
    }

    @Test
    void aScoreThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> read(ROW.replace("\"score\": 0.5", "\"score\": \"fast\""), Set.of()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("fast");
    }

    private List<JmhResult> read(String text, Set<String> labels) throws IOException {
        return JmhJsonReader.read(Files.writeString(folder.resolve("jmh.json"), text), labels);
    }
}
