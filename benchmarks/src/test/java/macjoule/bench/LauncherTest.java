package macjoule.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a folder of its own, with stand-ins for Java and Maven that tell what they were asked. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
    private static final List<String> TOOLS = List.of(
            "bash",
            "sh",
            "cat",
            "cut",
            "cp",
            "dirname",
            "env",
            "find",
            "flock",
            "head",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "touch");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path home;

    @SuppressWarnings("NullAway.Init")
    private Path bin;

    @SuppressWarnings("NullAway.Init")
    private Path jdk;

    record Outcome(int code, String out, String err) {}

    @BeforeEach
    void layOutACheckout() throws IOException {
        Files.copy(repositoryRoot().resolve("macjoule"), home.resolve("macjoule"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.createDirectories(home.resolve("benchmarks/target"));
        Files.createDirectories(home.resolve("benchmarks/src/main"));
        bin = Files.createDirectories(home.resolve("tools"));
        for (String tool : TOOLS) {
            for (String folder : List.of("/usr/bin", "/bin")) {
                Path real = Path.of(folder, tool);
                if (Files.exists(real) && !Files.exists(bin.resolve(tool))) {
                    script(bin.resolve(tool), "exec " + real + " \"$@\"");
                }
            }
        }
        jdk = installJava("17.0.1");
    }

    @Test
    void buildsOnFirstUseThenNoLonger() throws Exception {
        installMaven("echo jar >benchmarks/target/macjoule.jar");
        Outcome first = launch("describe", "alexnet");
        assertThat(first.err())
                .startsWith("macjoule: building")
                .contains("done in")
                .hasLineCount(1);
        assertThat(first.out()).contains("-jar").contains("describe alexnet").contains("TieredStopAtLevel=1");
        Files.delete(bin.resolve("mvn"));
        Outcome second = launch("describe", "alexnet");
        assertThat(second.err()).isEmpty();
        assertThat(second.code()).isZero();
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        installMaven("echo jar >benchmarks/target/macjoule.jar");
        pretendBuilt();
        assertThat(launch("networks").err()).isEmpty();
        Path source = Files.writeString(home.resolve("benchmarks/src/main/New.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(launch("networks").err()).startsWith("macjoule: building");
    }

    @Test
    void measuringCommandsGetNoFlagsThatWouldReachTheForks() throws Exception {
        pretendBuilt();
        assertThat(launch("bench").out()).doesNotContain("-XX").endsWith("macjoule.jar bench\n");
        assertThat(launch("CountingBenchmark").out()).doesNotContain("-XX");
        assertThat(launch("simulate").out()).doesNotContain("TieredStopAtLevel");
    }

    @Test
    void newerJavasAreKeptFromWarningAboutNativeCode() throws Exception {
        pretendBuilt();
        assertThat(launch("bench").out()).doesNotContain("native-access").doesNotContain("unsafe");
        jdk = installJava("25.0.3");
        for (String command : List.of("describe", "bench", "CountingBenchmark")) {
            assertThat(launch(command).out())
                    .contains("--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow");
        }
    }

    @Test
    void inThePlainLocaleJavaGetsOneThatKnowsAllFileNames() throws Exception {
        pretendBuilt();
        script(jdk.resolve("bin/java"), "echo $LC_ALL");
        assertThat(launch("networks").out()).isEqualTo("C.UTF-8\n");
    }

    @Test
    void aFailedBuildNamesTheReasonAndTheLogAndLeavesNoJar() throws Exception {
        installMaven(
                "echo '[ERROR] Could not resolve dependencies'; echo half >benchmarks/target/macjoule.jar; exit 1");
        Outcome outcome = launch("networks");
        assertThat(outcome.code()).isEqualTo(70);
        assertThat(outcome.err()).contains("Could not resolve dependencies").contains(".macjoule/build.log");
        assertThat(home.resolve("benchmarks/target/macjoule.jar")).doesNotExist();
    }

    @Test
    void saysWhatToDoWithoutMaven() throws Exception {
        Outcome outcome = launch("networks");
        assertThat(outcome.err()).isEqualTo("macjoule: no Maven: PATH: install Maven 3.8 or newer\n");
        assertThat(outcome.code()).isEqualTo(70);
    }

    @Test
    void saysWhatToDoWithoutJava() throws Exception {
        Files.delete(jdk.resolve("bin/java"));
        assertThat(launch("networks").err()).startsWith("macjoule: no Java: ").hasLineCount(1);
    }

    @Test
    void saysWhatToDoWithAnOldJava() throws Exception {
        jdk = installJava("11.0.2");
        assertThat(launch("networks").err())
                .startsWith("macjoule: Java 11.0.2 is too old: ")
                .contains("install a JDK 17 or newer")
                .hasLineCount(1);
    }

    @Test
    void saysWhatToDoWithARuntimeThatCannotCompile() throws Exception {
        Files.delete(jdk.resolve("bin/javac"));
        assertThat(launch("networks").err())
                .startsWith("macjoule: no compiler: ")
                .hasLineCount(1);
    }

    private Path installJava(String version) throws IOException {
        Path javaHome = home.resolve("jdk-" + version);
        Files.createDirectories(javaHome.resolve("bin"));
        Files.writeString(javaHome.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        script(javaHome.resolve("bin/javac"), "exit 0");
        script(javaHome.resolve("bin/java"), "echo \"$@\"");
        return javaHome;
    }

    private void installMaven(String body) throws IOException {
        script(bin.resolve("mvn"), "cd \"" + home + "\"\n" + body);
    }

    private void pretendBuilt() throws IOException {
        Path jar = Files.writeString(home.resolve("benchmarks/target/macjoule.jar"), "jar");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(30)));
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + file);
        }
    }

    private Outcome launch(String... arguments) throws IOException, InterruptedException {
        Path out = home.resolve("out.txt");
        Path err = home.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        bin.resolve("bash").toString(), home.resolve("macjoule").toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.command().addAll(List.of(arguments));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", bin + ":" + jdk.resolve("bin"));
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static Path repositoryRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("macjoule"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
