package macjoule.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Engines;
import macjoule.calibration.record.Effort;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.record.PlannedCase.Kind;
import macjoule.calibration.record.Unit;
import macjoule.model.BadInputException;
import macjoule.model.net.LayerSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanBuilderTest {
    private final Engine reference = Engines.find("reference").orElseThrow();
    private final Engine fake = Engines.find("fake").orElseThrow();

    /** 83 distinct convolutions (DeLTA, Section VI), six fully connected layers, 27 networks, and two peaks each. */
    @ParameterizedTest
    @CsvSource({"quick, 11", "layers, 91", "networks, 29"})
    void suitesHoldWhatTheySayAndEveryCaseExists(String name, int cases) {
        List<String> keys = Suite.find(name).keys();
        assertThat(keys)
                .hasSize(cases)
                .allMatch(key -> BenchmarkCase.of(key).key().equals(key));
        assertThat(keys)
                .filteredOn(key -> BenchmarkCase.of(key).kind().isPeak())
                .hasSize(2);
    }

    @Test
    void aKeyAloneTellsTheWholeCase() {
        // AlexNet's conv2 without groups: 27 * 27 * 256 * 96 * 25 MACs and 96 * 256 * 25 weights with 256 biases.
        PlannedCase paper = BenchmarkCase.of("delta/alex_conv2/n2").planned();
        PlannedCase layer =
                BenchmarkCase.of("layer/ci96-hi27-wi27-co256-hf5-wf5-pad2/n2").planned();
        assertThat(paper.macs()).isEqualTo(2L * 27 * 27 * 256 * 96 * 25).isEqualTo(layer.macs());
        assertThat(paper.parameters()).isEqualTo(96 * 256 * 25 + 256);
        assertThat(paper.minimalBytes()).isEqualTo(4L * (2 * 27 * 27 * (96 + 256) + 96 * 256 * 25));
        assertThat(BenchmarkCase.of("alexnet/fc7/n1").planned().macs()).isEqualTo(4096L * 4096);
        assertThat(BenchmarkCase.of("alexnet/n1").kind()).isEqualTo(Kind.NETWORK);
    }

    @Test
    void peaksMultiplySquareMatricesAndMoveSoManyMebibytes() {
        assertThat(BenchmarkCase.of("peak/gemm-1024/n1024").planned().macsConvFc())
                .isEqualTo(1L << 30);
        assertThat(BenchmarkCase.of("peak/copy-64/n1").planned().minimalBytes()).isEqualTo(2L * 64 * (1 << 20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"alexnet", "alexnet/n0", "alexnet/conv9/n1", "alexnot/n1", "delta/x/n1", "layer/ci3/n1", "a b/n1"
            })
    void anUnknownCaseIsRefusedByWhatWasTypedOfIt(String key) {
        assertThatThrownBy(() -> BenchmarkCase.of(key))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(": " + key.replaceFirst("/n1$", ""));
    }

    @Test
    void aSuiteThatHoldsNothingIsRefusedByItsFile(@TempDir Path folder) throws IOException {
        String suite = "{\"name\": \"mine\", \"about\": \"\", \"cases\": %s, \"batches\": [], \"effort\":"
                + " {\"forks\": 1, \"warmups\": 1, \"warmupSeconds\": 1, \"windows\": 3, \"windowSeconds\": 1}}";
        Path file = folder.resolve("mine.json");
        for (String content : List.of("null", suite.formatted("[]"))) {
            Files.writeString(file, content);
            assertThatThrownBy(() -> Suite.find(file.toString()))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining(file.toString());
        }
        Files.writeString(file, suite.formatted("[\"nin\"]"));
        assertThatThrownBy(() -> Suite.find(file.toString()).keys())
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("without a batch: nin: ");
        assertThat(Suite.find(file.toString()).withBatches(List.of(2)).keys()).containsExactly("nin/n2");
    }

    @Test
    void layersGivenBySizeGetAKeyThatCanBeReadBack() {
        LayerSpec spec = LayerSpec.parse("ci=4,hi=9,wi=8,co=6,hf=3,wf=1,stride=2,pad=1,groups=2");
        Suite suite = Suite.custom(
                List.of("nin"),
                List.of(spec),
                List.of(1, 4),
                Suite.find("quick").effort());
        assertThat(suite.keys()).hasSize(4).allMatch(key -> key.matches("[A-Za-z0-9._/-]+"));
        assertThat(BenchmarkCase.of(suite.keys().get(3))
                        .workload()
                        .network()
                        .nodes()
                        .get(1)
                        .layer())
                .isEqualTo(spec.convolution());
    }

    @Test
    void whatAnEngineCannotDoIsLeftOutWithTheReason() {
        Plan plan = plan(7, "nin");
        assertThat(plan.skipped())
                .hasSize(2)
                .allMatch(skipped -> skipped.reason().equals("it is only for tests"));
        assertThat(plan.units()).hasSize(2).allMatch(unit -> unit.engine().equals("reference"));
    }

    @Test
    void theOrderDiffersByForkAndSeedAndIsTheSameForOneSeed() {
        String[] networks = {"nin", "alexnet", "vgg-16", "googlenet", "xception"};
        Plan plan = plan(7, networks);
        assertThat(plan.order()).hasSize(3);
        assertThat(new HashSet<>(plan.order())).hasSizeGreaterThan(1);
        assertThat(plan.order())
                .allSatisfy(order -> assertThat(order).containsExactlyInAnyOrderElementsOf(plan.units()));
        assertThat(plan(7, networks)).isEqualTo(plan);
        assertThat(plan(8, networks).order()).isNotEqualTo(plan.order());
    }

    @Test
    void thePeakOfArithmeticStandsAtTheBeginningInTheMiddleAndAtTheEnd() {
        Suite suite = new Suite(
                "mine", "", List.of("peak/gemm-64", "nin", "alexnet", "vgg-16", "googlenet"), List.of(1), effort(3));
        assertThat(new PlanBuilder(List.of(reference), 2, 7).plan(suite, null).order())
                .extracting(order -> order.indexOf(new Unit("peak/gemm-64/n1", "reference")))
                .containsExactly(0, 2, 4);
    }

    private static Effort effort(int forks) {
        return new Effort(forks, 1, 1, 3, 1);
    }

    @Test
    void aSuiteCanBeAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.json"), """
                {"name": "mine", "about": "two sizes", "cases": ["nin", "delta/alex_conv1/n7"], "batches": [1, 2],
                 "effort": {"forks": 1, "warmups": 0, "warmupSeconds": 1, "windows": 3, "windowSeconds": 1}}
                """);
        assertThat(Suite.find(file.toString()).keys()).containsExactly("nin/n1", "nin/n2", "delta/alex_conv1/n7");
        Files.writeString(file, Files.readString(file).replace("\"windows\": 3", "\"windows\": 1"));
        assertThatThrownBy(() -> Suite.find(file.toString()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("3 windows");
    }

    private Plan plan(long seed, String... networks) {
        Suite suite = Suite.custom(
                List.of(networks),
                List.of(),
                List.of(1, 2),
                Suite.find("layers").effort());
        return new PlanBuilder(List.of(reference, fake), 2, seed).plan(suite, null);
    }
}
