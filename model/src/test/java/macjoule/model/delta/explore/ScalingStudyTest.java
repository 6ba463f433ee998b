package macjoule.model.delta.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import macjoule.model.BadInputException;
import macjoule.model.delta.Bottleneck;
import macjoule.model.delta.Delta;
import macjoule.model.delta.DeltaOptions;
import macjoule.model.delta.PaperLayers;
import macjoule.model.delta.PaperLayers.PaperLayer;
import macjoule.model.delta.TestGpus;
import macjoule.model.delta.Tile;
import macjoule.model.delta.TileSelector;
import macjoule.model.delta.TimeOptions;
import macjoule.model.delta.Vectors;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.zoo.Zoo;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DeLTA's Fig. 16: scaled TITAN Xps running the convolutions of ResNet-152. */
class ScalingStudyTest {
    @TempDir
    private Path directory;

    static Workload resnet152() {
        return new Workload(
                "resnet-152",
                PaperLayers.of("resnet-152").stream()
                        .map(ScalingStudyTest::part)
                        .toList());
    }

    private static Workload.Part part(PaperLayer layer) {
        return new Workload.Part(layer.dims(256), layer.count());
    }

    /** Option 1 comes first. */
    private static List<ScalingResult> study(DeltaOptions options) {
        return new ScalingStudy(Delta.paper(options), TestGpus.titanXp(), resnet152()).run(ScalingOptions.paper());
    }

    /** The zoo knows the same network and the catalogue the same card. */
    @Test
    void theWorkloadIsThatOfThePaper() {
        Workload ofZoo =
                Workload.convolutions(Zoo.find("resnet-152").orElseThrow().network(), 256);
        assertThat(ofZoo.layers()).isEqualTo(155);
        Delta delta = Delta.paper(DeltaOptions.PAPER);
        assertThat(ofZoo.seconds(delta, GpuCatalogue.find("titan-xp")))
                .isCloseTo(resnet152().seconds(delta, TestGpus.titanXp()), Vectors.TOLERANCE);
    }

    /** Fig. 16a prints the 256 of the wide tiles; the rest of them are the ones known by size. */
    @Test
    void theWideTilesAreKnownBySize() {
        TileSelector wide = Objects.requireNonNull(ScalingOptions.paper().get(6).tiles());
        assertThat(wide.select(127)).isEqualTo(Tile.parse("256x64x4"));
        assertThat(wide.select(255)).isEqualTo(Tile.parse("256x128x8"));
        assertThat(wide.select(256)).isEqualTo(Tile.parse("256x256x8"));
    }

    @TestFactory
    Stream<DynamicTest> speedupsAreThoseOfTheIndependentImplementation() {
        List<ScalingResult> results = study(DeltaOptions.PAPER);
        return Vectors.list("scaling").stream()
                .filter(expected -> expected.path("option").intValue() > 0)
                .map(expected -> DynamicTest.dynamicTest(
                        "option " + expected.path("option"),
                        () -> check(
                                expected, results.get(expected.path("option").intValue() - 1))));
    }

    private static void check(JsonNode expected, ScalingResult actual) {
        assertThat(actual.speedup()).isCloseTo(expected.path("speedup").doubleValue(), Vectors.TOLERANCE);
        for (Bottleneck bottleneck : Bottleneck.values()) {
            // The vectors round shares to whole percents and leave out those that come to none.
            double share =
                    expected.path("bottleneckTimeShare").path(bottleneck.name()).asDouble();
            assertThat(actual.timeShare().getOrDefault(bottleneck, 0.0))
                    .as(bottleneck.name())
                    .isCloseTo(share, within(0.005001));
        }
        assertThat(actual.timeShare().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(1, within(1e-12));
    }

    /** Section VII.C: 1.9x and 3.4x; adding only arithmetic gains about 2x; more DRAM bandwidth beats twice the SMs. */
    @Test
    void thePapersConclusionsHold() {
        List<ScalingResult> results = study(DeltaOptions.PAPER);
        assertThat(speedup(results, 1)).isCloseTo(1.9, within(0.05));
        assertThat(speedup(results, 2)).isCloseTo(3.4, within(0.15));
        assertThat(speedup(results, 4)).isCloseTo(2, within(0.4));
        assertThat(speedup(results, 9)).isGreaterThan(speedup(results, 8));
    }

    /** With Eq. 15 as printed the order of options 8 and 9 is the other way round. */
    @ParameterizedTest
    @CsvSource({"1, 1.95", "2, 3.82", "3, 1.97", "4, 2.50", "5, 3.66", "6, 4.80", "7, 4.88", "8, 5.68", "9, 5.47"})
    void theEpilogueAsPrintedGivesOtherSpeedups(int option, double speedup) {
        TimeOptions literal = TimeOptions.PAPER.withEpilogue(TimeOptions.Epilogue.WHOLE_GPU);
        assertThat(speedup(study(DeltaOptions.PAPER.withTime(literal)), option)).isCloseTo(speedup, within(0.005));
    }

    @Test
    void aUsersFileIsReadLikeThePapers() throws IOException {
        Path file = write("""
                {"schema": "macjoule.scaling-options/1", "options": [
                  {"name": "as it is"}, {"name": "one width", "dramBandwidth": 2, "tiles": "mono"}]}""");
        List<ScalingResult> results = new ScalingStudy(Delta.paper(DeltaOptions.PAPER), TestGpus.titanXp(), resnet152())
                .run(ScalingOptions.read(file));
        assertThat(results).hasSize(2);
        assertThat(results.get(0).speedup()).isEqualTo(1);
        assertThat(results.get(1).option().tiles()).isEqualTo(TileSelector.MONO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{\"schema\": \"macjoule.scaling-options/2\", \"options\": [{\"name\": \"a\"}]}",
                "{\"schema\": \"macjoule.scaling-options/1\"}",
                "{\"schema\": \"macjoule.scaling-options/1\", \"options\": [{\"smCount\": 2}]}",
                "{\"schema\": \"macjoule.scaling-options/1\", \"options\": [{\"name\": \"a\", \"sms\": 2}]}",
                "{\"schema\": \"macjoule.scaling-options/1\", \"options\": [{\"name\": \"a\", \"smCount\": 0}]}",
                "{\"schema\": \"macjoule.scaling-options/1\", \"options\": [{\"name\": \"a\", \"smCount\": \"2\"}]}",
                "{\"schema\": \"macjoule.scaling-options/1\", \"options\": [{\"name\": \"a\", \"tiles\": \"huge\"}]}",
                "{\"schema\": \"macjoule.scaling-options/1\", \"tileTables\": {\"t\": [{\"m\": 128}]}, \"options\": []}",
                "{\"schema\": \"macjoule.scaling-options/1\", \"option\": [], \"options\": [{\"name\": \"a\"}]}"
            })
    void aFileThatCannotBeMeantIsRefusedByName(String json) throws IOException {
        Path file = write(json);
        assertThatThrownBy(() -> ScalingOptions.read(file))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("options.json");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> ScalingOptions.read(directory.resolve("none.json")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("none.json");
    }

    private Path write(String json) throws IOException {
        return Files.writeString(directory.resolve("options.json"), json);
    }

    private static double speedup(List<ScalingResult> results, int option) {
        return results.get(option - 1).speedup();
    }
}
