package macjoule.bench.counters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import macjoule.calibration.record.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The profiled process, with a driver of a few lines that tells when the profiler would begin and stop. */
@EnabledOnOs(OS.LINUX)
class SingleLaunchTest {
    private static final Unit UNIT = new Unit("layer/ci1-hi4-wi4-co1-hf1-wf1-stride1-pad0-groups1/n1", "reference");
    private static final String DRIVER = """
            #include <stdio.h>
            #include <string.h>
            #include <unistd.h>
            int cuProfilerStart(void) { write(1, "start\\n", 6); return STARTED; }
            int cuProfilerStop(void) { write(1, "stop\\n", 5); return 0; }
            int cuModuleLoadData(void **module, const char *text) { return strstr(text, ".entry macjoule_case_3()") ? 0 : 218; }
            int cuModuleGetFunction(void **function, void *module, const char *name) {
                dprintf(1, "%s\\n", name);
                return 0;
            }
            int cuLaunchKernel() { return 0; }
            int cuCtxSynchronize(void) { return 0; }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void oneRunIsProfiledAndNothingElseIsPrinted() throws Exception {
        compileDriver(0);
        assertThat(run(UNIT)).isEqualTo("start\nstop\n");
    }

    @Test
    void whatFailsIsToldOnOneLine() throws Exception {
        compileDriver(201);
        assertThat(run(UNIT))
                .startsWith("start\n" + SingleLaunch.FAILURE + "0 ")
                .contains("CUDA error 201")
                .hasLineCount(2);
    }

    @Test
    void landmarksPartCasesAndOneThatFailsIsPassedOver() throws Exception {
        compileDriver(0);
        assertThat(run(UNIT, new Unit("delta/none/n1", "reference"), UNIT).lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("start"),
                        line -> assertThat(line).isEqualTo("macjoule_case_0"),
                        line -> assertThat(line).isEqualTo("stop"),
                        line -> assertThat(line)
                                .startsWith(SingleLaunch.FAILURE + "1 ")
                                .contains("no such layer"),
                        line -> assertThat(line).isEqualTo("start"),
                        line -> assertThat(line).isEqualTo("macjoule_case_2"),
                        line -> assertThat(line).isEqualTo("stop"),
                        line -> assertThat(line).isEqualTo("start"),
                        line -> assertThat(line).isEqualTo("macjoule_case_3"),
                        line -> assertThat(line).isEqualTo("stop"));
    }

    @Test
    void itEndsInTime() throws Exception {
        compileDriver(0);
        assertThat(run(new Limits(0, 60, 60), UNIT, UNIT, UNIT))
                .startsWith("start\nmacjoule_case_0\nstop\n" + SingleLaunch.STOPPED + "1\n");
        assertThat(run(new Limits(60, 0, 60), UNIT)).isEqualTo(SingleLaunch.FAILURE + "0 not done after 0 s\n");
    }

    @Test
    void withoutADriverItSaysSo() throws Exception {
        assertThat(run(UNIT))
                .startsWith(SingleLaunch.FAILURE)
                .contains("libcuda.so.1")
                .hasLineCount(1);
    }

    private void compileDriver(int started) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "no C compiler");
        Path source = Files.writeString(folder.resolve("driver.c"), DRIVER);
        Path library = folder.resolve("libcuda.so.1");
        execute(List.of(
                "/usr/bin/gcc",
                "-shared",
                "-fPIC",
                "-w",
                "-DSTARTED=" + started,
                "-o",
                library.toString(),
                source.toString()));
        assertThat(library).isNotEmptyFile();
    }

    private String run(Unit... units) throws IOException, InterruptedException {
        return run(new Limits(60, 60, 60), units);
    }

    private String run(Limits limits, Unit... units) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                SingleLaunch.class.getName()));
        command.addAll(SingleLaunch.arguments(
                Stream.of(units).map(unit -> new CountedCase(unit, null)).toList(), 1, limits));
        return execute(command);
    }

    private String execute(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(folder.resolve("errors.txt").toFile());
        builder.environment().put("LD_LIBRARY_PATH", folder.toString());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return out;
    }
}
