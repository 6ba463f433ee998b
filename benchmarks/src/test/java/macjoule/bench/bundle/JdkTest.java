package macjoule.bench.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import macjoule.model.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JDKs laid out as folders. */
class JdkTest {
    private static final String TEMURIN = "Eclipse Adoptium";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aPortableOneIsPreferredToTheRunningOne() throws IOException {
        Path running = jdk("a-running", "17.0.15", "Debian");
        assertThat(Jdk.find(null, Map.of(), folder, running).home()).isEqualTo(running);
        jdk("b-old", "21.0.1", TEMURIN);
        assertThat(Jdk.find(null, Map.of(), folder, running).home()).isEqualTo(running);
        Path installed = jdk("c-temurin-25", "25.0.3", TEMURIN);
        assertThat(Jdk.find(null, Map.of(), folder, running)).isEqualTo(new Jdk(installed, 25, TEMURIN));
        Path home = jdk("z-26", "26", TEMURIN);
        assertThat(Jdk.find(null, Map.of("JAVA_HOME", home.toString()), folder, running)
                        .version())
                .isEqualTo(26);
        assertThat(Jdk.find(running, Map.of(), folder, installed).implementor()).isEqualTo("Debian");
    }

    @Test
    void aNamedOneMustDo() throws IOException {
        assertThatThrownBy(() -> Jdk.find(folder.resolve("none"), Map.of(), folder, folder))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no bin/jlink");
        Path old = jdk("old", "11.0.2", TEMURIN);
        assertThatThrownBy(() -> Jdk.find(old, Map.of(), folder, folder))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("'11.0.2' is too old");
    }

    @Test
    void flagsFitTheVersion() {
        assertThat(RuntimeImage.command(new Jdk(folder, 17, ""), folder))
                .contains("--compress=0")
                .noneMatch(one -> one.contains("--sun-misc-unsafe"));
        assertThat(RuntimeImage.command(new Jdk(folder, 25, ""), folder))
                .contains("--compress=zip-0")
                .anyMatch(one -> one.contains("--sun-misc-unsafe-memory-access=allow"));
    }

    private Path jdk(String name, String version, String implementor) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Path jlink = Files.writeString(home.resolve("bin/jlink"), "");
        assertThat(jlink.toFile().setExecutable(true)).isTrue();
        Files.writeString(
                home.resolve("release"), "IMPLEMENTOR=\"" + implementor + "\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
