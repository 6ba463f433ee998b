package macjoule.calibration.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import macjoule.model.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void replacesWhatWasThereAndLeavesNothingElse() throws IOException {
        Path file = folder.resolve("out.csv");
        WholeFile.write(file, "old");
        WholeFile.write(file, "new");
        assertThat(file).hasContent("new");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void saysWhichFileCannotBeWrittenAndWhy() {
        Path file = folder.resolve("missing/out.csv");
        assertThatThrownBy(() -> WholeFile.write(file, "x"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no such folder")
                .hasMessageContaining(file.toString());
    }

    @Test
    void refusesAFolderAsFile() {
        assertThatThrownBy(() -> WholeFile.write(folder, "x"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("name a file");
    }

    @Test
    void writesToADeviceWithoutTakingItsPlace() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("/dev/null"));
        WholeFile.write(link, "x");
        assertThat(link).isSymbolicLink();
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(link);
        }
    }

    @Test
    void followsALinkToAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("results.csv"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("latest.csv"), file);
        WholeFile.write(link, "new");
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }
}
