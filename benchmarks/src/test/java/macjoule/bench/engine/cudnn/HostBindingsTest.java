package macjoule.bench.engine.cudnn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts by the versions that glibc gives of itself; that the bindings need 2.34 is read from them in BundleTest. */
class HostBindingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"2.34", "2.35", "2.40", "3.1"})
    void newerLibrariesDo(String version) {
        assertThat(HostBindings.glibc(version).available()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.17", "2.28", "2.31", "2.9"})
    void olderOnesAreNamedWithTheWayOut(String version) {
        assertThat(HostBindings.glibc(version).reason())
                .isEqualTo("the bindings of cuDNN need glibc 2.34, this host has " + version
                        + "; use the engines of jcuda, or a newer system or container");
    }

    @Test
    void theVersionIsThatOfTheFileBehindTheLink(@TempDir Path folder) throws IOException {
        Path older = Files.writeString(folder.resolve("libc-2.31.so"), "");
        Path link = Files.createSymbolicLink(folder.resolve("libc.so.6"), older);
        assertThat(HostBindings.glibc(link).reason()).contains("this host has 2.31");
        Files.delete(link);
        assertThat(HostBindings.glibc(Files.writeString(link, "")).available()).isTrue();
    }
}
