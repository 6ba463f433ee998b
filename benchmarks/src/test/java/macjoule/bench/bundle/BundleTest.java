package macjoule.bench.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import macjoule.bench.bundle.ElfVersions.Glibc;
import macjoule.model.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class BundleTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** What {@code objdump -T} says of the libraries that a bundle holds, as their makers publish them. */
    @ParameterizedTest
    @CsvSource({
        "/lib/libJCudaDriver-12.6.0-linux-x86_64.so, 2.17",
        "/lib/libJCudaRuntime-12.6.0-linux-x86_64.so, 2.17",
        "/lib/libJNvrtc-12.6.0-linux-x86_64.so, 2.4",
        "/com/sun/jna/linux-x86-64/libjnidispatch.so, 2.7",
        "/org/bytedeco/javacpp/linux-x86_64/libjnijavacpp.so, 2.34",
        "/org/bytedeco/cuda/linux-x86_64/libjnicudnn.so, 2.34",
        "/org/bytedeco/cuda/linux-x86_64/libjnicublas.so, 2.34"
    })
    void librariesAskForTheGlibcTheyAreKnownToNeed(String resource, String version) throws IOException {
        assertThat(JarPart.of(resource.substring(1))).isIn(JarPart.LIBRARY, JarPart.KEPT_LIBRARY);
        Path library = folder.resolve("library.so");
        try (InputStream in = BundleTest.class.getResourceAsStream(resource)) {
            Files.copy(in, library);
        }
        assertThat(ElfVersions.newest(library)).map(Glibc::toString).contains(version);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefusedBeforeAnythingIsLinked() {
        Path file = folder.resolve("none/macjoule.tar.gz");
        assertThatThrownBy(() -> Bundle.requireWritable(file))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> Bundle.requireWritable(folder)).isInstanceOf(BadInputException.class);
        assertThatNoException().isThrownBy(() -> Bundle.requireWritable(folder.resolve("macjoule.tar.gz")));
    }

    @Test
    void whatIsNoLibraryAsksForNothing() throws IOException {
        assertThat(ElfVersions.newest(Files.writeString(folder.resolve("text"), "x".repeat(100))))
                .isEmpty();
        assertThat(new Glibc(2, 9)).isLessThan(new Glibc(2, 17));
    }

    /** JLink itself takes a minute on a busy host, so the runtime is that of this test. */
    @Test
    void theLauncherRunsTheJarFromAnyFolder() throws Exception {
        Path home = Files.createDirectories(folder.resolve("a folder/macjoule"));
        Path launcher = home.resolve("macjoule");
        try (InputStream in = Bundle.class.getResourceAsStream("macjoule")) {
            Files.copy(in, launcher);
        }
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        assertThat(run(launcher, "doctor").err())
                .contains("no runtime/bin/java")
                .hasLineCount(1);
        Path java = Files.createDirectories(home.resolve("runtime/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s|' \"$@\"\n");
        assertThat(run(launcher, "doctor").err()).contains("may not be executed");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        String jar = "-jar|" + home + "/lib/macjoule.jar|";
        assertThat(run(launcher, "doctor").out())
                .contains("-XX:TieredStopAtLevel=1")
                .endsWith(jar + "doctor|");
        Path link = Files.createSymbolicLink(folder.resolve("link"), launcher);
        assertThat(run(link, "bench", "--layer", "a b").out()).isEqualTo(jar + "bench|--layer|a b|");
    }

    @Test
    void onlyAJarCanBeBundledUnderTheNameOfAnArchive() {
        assertThatThrownBy(() -> new Bundle(folder, "macjoule", line -> {}).write(null, null))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("does not run from its jar");
        assertThatThrownBy(() -> Compression.of(folder.resolve("bundle.zip")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(".tar.xz or .tar.gz");
    }

    private record Outcome(String out, String err) {}

    private Outcome run(Path program, String... arguments) throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                        .toList())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin"));
        Process process = builder.directory(folder.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(out, Files.readString(err));
    }
}
