package macjoule.model.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import macjoule.model.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GpuFileTest {
    private static final String CARD = """
            {
              "name": "my-card", "source": "our own measurements",
              "smCount": 20, "clockHz": 1.5e9, "fp32Flops": 7.68e12,
              "l1BytesPerSecondPerSm": 90e9, "l2BytesPerSecond": 800e9, "dramBytesPerSecond": 320e9,
              "l1BytesPerSm": 49152, "sharedBytesPerSm": 98304, "registerBytesPerSm": 262144, "l2Bytes": 2097152,
              "l1RequestBytes": 128, "sharedBytesPerSecondPerSm": 192e9,
              "l1LatencyCycles": 82, "l2LatencyCycles": 216, "dramLatencyCycles": 500, "sharedLatencyCycles": 0
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void aPlainFileIsEnough() throws IOException {
        GpuSpec gpu = GpuCatalogue.find(write(CARD).toString());

        assertThat(gpu.name()).isEqualTo("my-card");
        assertThat(gpu.title()).isEqualTo("my-card");
        assertThat(gpu.smCount()).isEqualTo(20);
        assertThat(gpu.macsPerSecond()).isEqualTo(3.84e12);
        assertThat(gpu.computeToMemoryRatio()).isEqualTo(24);
        assertThat(gpu.l2Bytes()).isEqualTo(2 << 20);
        assertThat(gpu.sharedLatencyCycles()).isZero();
        assertThat(gpu.architecture()).isNull();
        assertThat(gpu.boardPowerWatts()).isNull();
        assertThat(gpu.sources()).hasSize(16).containsEntry("smCount", "our own measurements");
    }

    @Test
    void withoutASourceTheFileItselfIsTheSource() throws IOException {
        Path file = write(CARD.replace("\"source\": \"our own measurements\",", ""));
        assertThat(GpuCatalogue.read(file).sources()).containsEntry("l2Bytes", file.toString());
    }

    @Test
    void singleFiguresCanCiteSourcesOfTheirOwn() throws IOException {
        Path file = write(CARD.replace("\"smCount\": 20,", """
                "title": "My card", "dramBytes": null,
                "from": {"data sheet": {"smCount": 20, "boardPowerWatts": 105, "tensorFp16Flops": null}},
                """));
        GpuSpec gpu = GpuCatalogue.read(file);

        assertThat(gpu.title()).isEqualTo("My card");
        assertThat(gpu.boardPowerWatts()).isEqualTo(105);
        assertThat(gpu.tensorFp16Flops()).isNull();
        assertThat(gpu.dramBytes()).isNull();
        assertThat(gpu.sources())
                .containsEntry("smCount", "data sheet")
                .containsEntry("boardPowerWatts", "data sheet")
                .containsEntry("clockHz", "our own measurements");
    }

    @Test
    void theFormOfTheCatalogueIsReadToo() throws IOException {
        String list = "{\"schema\": \"macjoule.gpus/1\", \"gpus\": [%s]}";
        assertThat(GpuCatalogue.read(write(list.formatted(CARD))).name()).isEqualTo("my-card");
        assertRefused(list.formatted(CARD + "," + CARD), "2 GPUs in one file", "exactly one GPU");
        assertRefused(list.formatted(""), "0 GPUs in one file", "exactly one GPU");
        assertRefused(list.formatted("7"), "a GPU is 7", "describe each GPU as {...}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"smCount\": 20       | \"smCount\": -20      | smCount is -20            | positive number",
                "\"smCount\": 20       | \"smCount\": 0        | smCount is 0              | positive number",
                "\"smCount\": 20       | \"smCount\": 20.5     | smCount is 20.5           | whole number",
                "\"smCount\": 20       | \"smCount\": 3e9      | smCount is 3000000000     | below 2^31",
                "\"smCount\": 20       | \"smCount\": \"20\"   | smCount is \"20\"         | give a number",
                "\"l2Bytes\": 2097152  | \"l2Bytes\": 1e20     | l2Bytes is 1.0E20         | whole number",
                "\"clockHz\": 1.5e9    | \"clockHz\": NaN      | clockHz is NaN            | finite number",
                "\"fp32Flops\": 7.68e12 | \"fp32Flops\": 1e-300 | fp32Flops is 1.0E-300 | base units",
                "\"fp32Flops\": 7.68e12 | \"fp32Flops\": 1e300 | fp32Flops is 1.0E300   | base units",
                "\"dramLatencyCycles\": 500 | \"dramLatencyCycles\": 1e308 | dramLatencyCycles is 1.0E308 | base units",
                "\"clockHz\": 1.5e9    | \"clockHz\": 1e999    | clockHz is Infinity       | finite number",
                "\"clockHz\": 1.5e9    | \"clockHz\": null     | clockHz is missing        | add it",
                "\"clockHz\": 1.5e9    | \"title\": \"fast\"   | clockHz is missing        | add it",
                "\"clockHz\": 1.5e9    | \"clockHz\": [1.5e9]  | clockHz is [1.5E9]        | give a number",
                "\"clockHz\": 1.5e9    | \"clock\": 1.5e9      | unknown field clock       | did you mean clockHz?",
                "\"smCount\": 20       | \"smcuont\": 20       | unknown field smcuont     | did you mean smCount?",
                "\"l1LatencyCycles\": 82 | \"l1LatencyCycles\": -1 | l1LatencyCycles is -1  | not negative",
                "\"name\": \"my-card\" | \"name\": \" \"        | name is \" \"             | text in quotes",
                "\"name\": \"my-card\" | \"title\": \"nameless\" | name is missing         | add it",
                "\"our own measurements\" | 3                  | source is 3               | text in quotes",
                "\"smCount\": 20       | \"from\": 3           | from is 3                 | write",
                "\"smCount\": 20       | \"from\": {\"\": {}}  | from has \"\"             | write",
                "\"smCount\": 20       | \"from\": {\"x\": 20} | from has \"x\": 20        | write",
                "\"smCount\": 20       | \"from\": {\"x\": {\"sm\": 2}} | unknown field sm | did you mean smCount",
                "\"smCount\": 20       | \"smCount\": 20, \"from\": {\"x\": {\"smCount\": 2}} | smCount is given twice | keep one",
                "\"smCount\": 20       | \"schema\": \"macjoule.gpus/2\" | schema is \"macjoule.gpus/2\" | macjoule.gpus/1",
            })
    void aWrongFieldIsNamedWithItsRemedy(String right, String wrong, String complaint, String remedy)
            throws IOException {
        assertThat(CARD).contains(right);
        assertRefused(CARD.replace(right, wrong), complaint, remedy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"gpus\": []}                                             | schema is missing   | add \"schema\"",
                "{\"schema\": \"macjoule.gpus/1\", \"gpus\": {}}            | gpus is not a list  | [{...}]",
                "{\"schema\": \"macjoule.gpus/1\", \"gpus\": [], \"x\": 1}  | unknown field x     | only the schema",
                "[]                                                         | not a JSON object   | start the file",
                "''                                                         | not a JSON object   | start the file",
                "{\"name\": }                                               | malformed JSON      | line 1, column 10",
                "{} {}                                                      | malformed JSON      | line 1, column 4",
                "{\"name\": \"a\", \"name\": \"b\"}                         | malformed JSON (Duplicate | line 1, column 21",
            })
    void aFileOfAnotherFormIsRefused(String json, String complaint, String remedy) throws IOException {
        assertRefused(json, complaint, remedy);
    }

    @Test
    void whatOverwhelmsTheParserIsRefusedToo() throws IOException {
        assertRefused("{\"smCount\": " + "9".repeat(5000) + "}", "malformed JSON (Number", "correct it");
        assertRefused("[".repeat(5000), "malformed JSON (Document nesting depth", "correct it");
        assertRefused("{\"smCount\": " + "9".repeat(500) + ", \"name\": \"x\"}", "smCount is", "finite number");
    }

    @Test
    void theGpuIsNamedBesideTheFile() throws IOException {
        Path file = write(CARD.replace("\"smCount\": 20", "\"smCount\": -20"));
        assertThatThrownBy(() -> GpuCatalogue.read(file))
                .hasMessage("smCount is -20: " + file + ", GPU my-card: give a positive number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-folder/card", "no-such-card.json"})
    void aMissingFileIsSaidToBeMissing(String path) {
        assertThatThrownBy(() -> GpuCatalogue.find(path))
                .isInstanceOf(BadInputException.class)
                .hasMessage("no such GPU file: " + path + ": check the path, or name a known GPU");
    }

    @Test
    void whatIsNoReadableFileIsRefused() {
        assertThatThrownBy(() -> GpuCatalogue.read(folder))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("cannot be read: " + folder);
        assertThatThrownBy(() -> GpuCatalogue.find("card\0.json"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("not a file name");
    }

    private void assertRefused(String json, String complaint, String remedy) throws IOException {
        Path file = write(json);
        assertThatThrownBy(() -> GpuCatalogue.read(file))
                .isInstanceOf(BadInputException.class)
                .hasMessageContainingAll(complaint, file.toString(), remedy)
                .hasMessageNotContaining("\n");
    }

    private Path write(String json) throws IOException {
        return Files.writeString(folder.resolve("card.json"), json);
    }
}
