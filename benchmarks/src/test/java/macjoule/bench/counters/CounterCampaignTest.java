package macjoule.bench.counters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import macjoule.bench.counters.CounterSettings.Caches;
import macjoule.bench.counters.CounterSettings.Clocks;
import macjoule.bench.doctor.NsightCompute;
import macjoule.calibration.record.CounterRecord;
import macjoule.calibration.record.CounterRecord.Status;
import macjoule.calibration.record.CountersFile;
import macjoule.calibration.record.Effort;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.record.PlannedCase.Kind;
import macjoule.calibration.record.PlannedEngine;
import macjoule.calibration.record.Unit;
import macjoule.calibration.report.Origin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Campaigns with a stand-in for Nsight Compute that prints what the real one would. */
@EnabledOnOs(OS.LINUX)
class CounterCampaignTest {
    private static final Unit FIRST = new Unit("delta/alex_conv2/n1", "jcuda");
    private static final Unit SECOND = new Unit("delta/alex_conv3/n1", "jcuda");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path run;

    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void makeRunDirectory() throws IOException {
        run = Files.createDirectory(folder.resolve("run"));
        Files.writeString(folder.resolve("case.txt"), NcuCsvTest.sample("case.txt"));
    }

    @Test
    void countersOfEachLayerOnAGpuAreKept() throws IOException {
        List<CounterRecord> records = campaign("printf '%s\\n' \"$*\" >>\"$0.asked\"; cat \"${0%/*}/case.txt\"");
        assertThat(records).extracting(CounterRecord::unit).containsExactly(FIRST, FIRST, SECOND, SECOND);
        CounterRecord record = records.get(1);
        assertThat(record.tool()).isEqualTo("ncu 2025.3.1.0");
        assertThat(record.source()).isEqualTo(Origin.MEASURED);
        assertThat(record.cacheControl()).isEqualTo("all");
        assertThat(record.clockControl()).isEqualTo("none");
        assertThat(CountersFile.read(run)).isEqualTo(records);
        assertThat(run.resolve("log.txt"))
                .content()
                .contains("counters of " + FIRST)
                .contains("launch__grid_size");
        String asked = Files.readString(folder.resolve("ncu.asked"));
        assertThat(asked)
                .contains("--profile-from-start off")
                .contains("--cache-control all --clock-control none")
                .contains("dram__bytes_read.sum")
                .contains("-Xmx64m")
                .contains("SingleLaunch delta/alex_conv2/n1 jcuda 42\n")
                .doesNotContain("sudo")
                .doesNotContain("on-cpu");
    }

    @Test
    void whatIsOnRecordIsNotReadAgain() {
        campaign("cat \"${0%/*}/case.txt\"");
        assertThat(campaign("exit 1")).extracting(CounterRecord::status).containsOnly(Status.OK);
    }

    @Test
    void withoutPermissionNothingMoreIsTried() {
        List<CounterRecord> records = campaign("echo x >>\"$0.asked\"; echo '==PROF== Connected to process 7';"
                + " echo '==ERROR== ERR_NVGPUCTRPERM - The user does not have permission to access NVIDIA GPU Performance"
                + " Counters on the target device 0. For instructions see https://developer.nvidia.com/ERR_NVGPUCTRPERM';"
                + " exit 1");
        assertThat(records).extracting(CounterRecord::status).containsOnly(Status.UNAVAILABLE);
        assertThat(records)
                .allSatisfy(one -> assertThat(one.reason())
                        .contains("only administrators")
                        .contains("NVreg_RestrictProfilingToAdminUsers=0"));
        assertThat(folder.resolve("ncu.asked")).content().hasLineCount(1);
        assertThat(progress).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo '==ERROR== An error was reported by the driver'; exit 1|An error was reported by the driver",
                "exit 9|exit code 9",
                "echo '==WARNING== No kernels were profiled.'|No kernels were profiled",
                "echo garbage|no table of Nsight Compute",
                "head -n 5 \"${0%/*}/case.txt\"|no table of Nsight Compute",
                "head -c 1200 \"${0%/*}/case.txt\"|fields under 21 columns",
                "echo '#macjoule-failure java.lang.IllegalStateException: out of memory'|out of memory",
            })
    void aCaseThatFailsIsOnRecordWithItsReason(String script, String reason) {
        List<CounterRecord> records = campaign(script);
        assertThat(records).extracting(CounterRecord::status).containsExactly(Status.FAILED, Status.FAILED);
        assertThat(records.get(0).reason()).contains(reason);
        assertThat(records.get(0).l1Bytes()).isNull();
    }

    @Test
    void anotherProfilerOfTheGpuIsNamed() {
        List<CounterRecord> records =
                campaign("echo '==ERROR== Profiling failed because a driver resource was unavailable."
                        + " Ensure that no other tool (like DCGM) is concurrently collecting profiling data.'; exit 1");
        assertThat(records).allSatisfy(one -> assertThat(one.reason()).contains("dcgmi profile --pause"));
    }

    @Test
    void aProfilerThatHangsIsEnded() {
        CounterSettings settings =
                new CounterSettings(Caches.NONE, Clocks.BASE, Duration.ofMillis(300), Duration.ofMinutes(1));
        List<CounterRecord> records = campaign("sleep 600 & echo $! >\"$0.child\"; wait", settings);
        assertThat(records).allSatisfy(one -> assertThat(one.reason()).contains("not done after"));
        assertThat(folder.resolve("ncu.child")).isNotEmptyFile();
        ProcessHandle.of(child())
                .ifPresent(
                        child -> child.onExit().orTimeout(20, TimeUnit.SECONDS).join());
    }

    @Test
    void casesBeyondTheTimeForAllAreNotTried() {
        CounterSettings settings = new CounterSettings(Caches.ALL, Clocks.NONE, Duration.ofSeconds(60), Duration.ZERO);
        assertThat(campaign("exit 1", settings)).allSatisfy(one -> {
            assertThat(one.status()).isEqualTo(Status.UNAVAILABLE);
            assertThat(one.reason()).contains("no time was left");
        });
    }

    @Test
    void theProfilerIsFoundInToolkitsAndWhereItsInstallerPutsIt() throws IOException {
        assertThat(NsightCompute.find(folder, Map.of())).isEmpty();
        for (String place : List.of(
                "opt/nvidia/nsight-compute/2024.1.0",
                "opt/nvidia/nsight-compute/2025.3.1",
                "usr/local/cuda-12.6/bin",
                "usr/local/cuda-13.0/bin",
                "data/cuda/bin",
                "tools")) {
            Path program = Files.createDirectories(folder.resolve(place)).resolve("ncu");
            Files.writeString(program, "");
            Map<String, String> environment = place.startsWith("data")
                    ? Map.of("CUDA_HOME", "/data/cuda")
                    : Map.of("PATH", "/tools", "CUDA_HOME", "/elsewhere");
            assertThat(NsightCompute.find(folder, environment))
                    .hasValueSatisfying(found -> assertThat(found.program()).isEqualTo(program));
        }
    }

    private long child() {
        try {
            return Long.parseLong(Files.readString(folder.resolve("ncu.child")).strip());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<CounterRecord> campaign(String script) {
        return campaign(
                script, new CounterSettings(Caches.ALL, Clocks.NONE, Duration.ofMinutes(1), Duration.ofMinutes(5)));
    }

    private List<CounterRecord> campaign(String script, CounterSettings settings) {
        Path ncu = folder.resolve("ncu");
        try {
            Files.writeString(
                    ncu,
                    "#!/bin/sh\nif [ \"$1\" = --version ]; then echo 'Version 2025.3.1.0 (build 1) (public)'; exit; fi\n"
                            + script + "\n");
            Files.setPosixFilePermissions(ncu, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new CounterCampaign(new NsightCompute(ncu), settings, progress::add).run(run, plan());
    }

    /** Two layers and a network on a GPU, and the same on a CPU. */
    private static Plan plan() {
        List<PlannedCase> cases = List.of(
                planned(FIRST.key(), Kind.LAYER),
                planned(SECOND.key(), Kind.LAYER),
                planned("alexnet/n1", Kind.NETWORK));
        List<PlannedEngine> engines = List.of(
                new PlannedEngine("jcuda", "own kernels", "gpu", null),
                new PlannedEngine("on-cpu", "none", "cpu", null));
        List<Unit> units = cases.stream()
                .flatMap(one -> engines.stream().map(engine -> new Unit(one.key(), engine.name())))
                .toList();
        return new Plan(
                "test",
                42,
                new Effort(1, 0, 1, 3, 1),
                1,
                Map.of(),
                List.of("-Xmx64m"),
                engines,
                cases,
                List.of(),
                List.of(units));
    }

    private static PlannedCase planned(String key, Kind kind) {
        return new PlannedCase(key, kind, 1, 1, 1, 1, 1, 1);
    }
}
