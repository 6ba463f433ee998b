package macjoule.bench.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Archives are unpacked by the tar of the system. */
@EnabledOnOs(OS.LINUX)
class TarWriterTest {
    private static final String LONG = "a-folder-with-a-rather-long-name/and-one-more-with-a-name-as-long/"
            + "and-a-third-that-makes-it-more-than-a-hundred/file";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path temporary;

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void layOut() throws IOException {
        folder = Files.createDirectory(temporary.resolve("content"));
        Files.createDirectories(folder.resolve(LONG).getParent());
        Files.writeString(folder.resolve(LONG), "far down");
        Files.writeString(folder.resolve("block"), "x".repeat(512));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("block"));
        Path program = Files.writeString(folder.resolve("program"), "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true, false)).isTrue();
    }

    @Test
    void tarUnpacksWhatWasPacked() throws Exception {
        Path archive = temporary.resolve("archive.tar.gz");
        Compression.GZIP.write(archive, out -> TarWriter.write(folder, out));
        Path unpacked = Files.createDirectory(temporary.resolve("unpacked"));
        run("tar", "xzf", archive.toString(), "-C", unpacked.toString());
        Path root = unpacked.resolve("content");
        assertThat(root.resolve(LONG)).hasContent("far down");
        assertThat(root.resolve("block")).hasSize(512);
        assertThat(Files.readSymbolicLink(root.resolve("link"))).isEqualTo(Path.of("block"));
        assertThat(root.resolve("program")).isExecutable();
        assertThat(root.resolve("block").toFile().canExecute()).isFalse();
    }

    @Test
    void timesDoNotShow() throws IOException {
        byte[] first = bytes();
        Files.setLastModifiedTime(folder.resolve("block"), FileTime.from(Instant.EPOCH));
        assertThat(bytes()).isEqualTo(first);
    }

    private byte[] bytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TarWriter.write(folder, out);
        return out.toByteArray();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
