package macjoule.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import macjoule.model.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void twoRunsOfOneSecondHaveTheirOwnDirectories(@TempDir Path folder) {
        Path parent = folder.resolve("results/runs");
        assertThat(RunDirectory.create(parent, START, "run").path()).hasFileName("20260102T030405Z-run");
        assertThat(RunDirectory.create(parent, START, "run").path()).hasFileName("20260102T030405Z-run-2");
    }

    @Test
    void saysWhereItCannotBeMade(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> RunDirectory.create(file, START, "run"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(file.toString());
    }
}
