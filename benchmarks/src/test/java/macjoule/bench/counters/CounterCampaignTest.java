package macjoule.bench.counters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import macjoule.bench.counters.CounterSettings.Caches;
import macjoule.bench.counters.CounterSettings.Clocks;
import macjoule.bench.doctor.NsightCompute;
import macjoule.calibration.record.CounterRecord;
import macjoule.calibration.record.CounterRecord.Status;
import macjoule.calibration.record.CountersFile;
import macjoule.calibration.record.Effort;
import macjoule.calibration.record.KernelLog;
import macjoule.calibration.record.KernelUse;
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

    /** Prints the counters of two cases where it is given two. */
    private static final String COUNTS =
            "case \"$*\" in *conv2*conv3*) cat \"${0%/*}/two-cases.txt\" ;; *) cat \"${0%/*}/case.txt\" ;; esac";

    /** Notes how it was called. */
    private static final String NOTES = "printf '%s\\n' \"$*\" >>\"$0.asked\"; ";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path run;

    private final List<String> progress = new ArrayList<>();
    private Consumer<String> watching = line -> {};
    private Duration altogether = Duration.ofMinutes(5);
    private List<Unit> more = List.of();

    @BeforeEach
    void makeRunDirectory() throws IOException {
        run = Files.createDirectory(folder.resolve("run"));
        Files.writeString(folder.resolve("case.txt"), NcuCsvTest.sample("case.txt"));
        Files.writeString(folder.resolve("two-cases.txt"), NcuCsvTest.sample("two-cases.txt"));
    }

    @Test
    void countersOfEachLayerOnAGpuAreKept() throws IOException {
        List<CounterRecord> records = campaign(NOTES + COUNTS);
        assertThat(records).extracting(CounterRecord::unit).containsExactly(FIRST, FIRST, SECOND);
        assertThat(records).extracting(CounterRecord::dramBytes).containsExactly(1024.0, 1.5e6, 1e6);
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
                .containsPattern(
                        "SingleLaunch 42 [\\d.]+ 60.0 delta/alex_conv2/n1 jcuda - delta/alex_conv3/n1 jcuda -\n")
                .hasLineCount(1)
                .doesNotContain("sudo")
                .doesNotContain("on-cpu");
    }

    @Test
    void whatIsOnRecordIsNotReadAgain() {
        campaign(COUNTS);
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

    /** By the time a step is told, whoever copies the file must find it there. */
    @Test
    void whatIsToldOfIsKeptAlready() {
        List<Integer> kept = new ArrayList<>();
        watching = line -> kept.add(CountersFile.read(run).size());
        campaign(COUNTS);
        assertThat(kept).containsExactly(2, 3);
    }

    @Test
    void aCaseThatFailsDoesNotLoseTheOthers() throws IOException {
        // The second case is told to fail beside the first, and has counters alone.
        List<CounterRecord> records = campaign(
                NOTES + "case \"$*\" in *conv2*conv3*) echo '#macjoule-failure 1 out of memory' ;; esac; " + COUNTS);
        assertThat(records).extracting(CounterRecord::status).containsOnly(Status.OK);
        assertThat(records).extracting(CounterRecord::unit).containsExactly(FIRST, FIRST, SECOND, SECOND);
        assertThat(Files.readAllLines(folder.resolve("ncu.asked")))
                .hasSize(2)
                .last(STRING)
                .doesNotContain("conv2");
        assertThat(progress).anyMatch(line -> line.contains("out of memory; to be tried again alone"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grep -v macjoule_case_2 two|a case that no landmark follows may lack launches",
                "sed 's/launches 1 1/launches 1 2/' two|fewer launches than the case has",
                "sed 's/macjoule_case_1/macjoule_case_2/' two|no launch is between its landmarks",
            })
    void aCaseThatMayLackLaunchesIsCountedAgain(String printed, String why) throws IOException {
        List<CounterRecord> records = campaign(
                NOTES + "case \"$*\" in *conv2*conv3*) " + printed.replaceAll("two$", "\"\\${0%/*}/two-cases.txt\"")
                        + " ;; *) cat \"${0%/*}/case.txt\" ;; esac");
        assertThat(records).as(why).extracting(CounterRecord::unit).containsExactly(FIRST, FIRST, SECOND, SECOND);
        assertThat(folder.resolve("ncu.asked")).content().hasLineCount(2);
    }

    @Test
    void whereOnlySingleCasesCanBeCountedNoMoreAreTriedTogether() throws IOException {
        more = List.of(new Unit("delta/alex_conv4/n1", "jcuda"), new Unit("delta/alex_conv5/n1", "jcuda"));
        // Time for two cases in the first process.
        altogether = Duration.ofSeconds(15);
        List<CounterRecord> records =
                campaign(NOTES + "case \"$*\" in *alex_conv*alex_conv*) exit 1 ;; *) cat \"${0%/*}/case.txt\" ;; esac");
        assertThat(records)
                .extracting(CounterRecord::status)
                .containsOnly(Status.OK)
                .hasSize(8);
        assertThat(Files.readAllLines(folder.resolve("ncu.asked")))
                .extracting(line -> line.split("alex_conv").length - 1)
                .containsExactly(2, 1, 1, 1, 1);
    }

    @Test
    void whatThereWasNoTimeToBeginIsLeftForTheNextProcess() throws IOException {
        List<CounterRecord> records = campaign(NOTES + "case \"$*\" in *conv2*conv3*)"
                + " echo '#macjoule-stopped 1'; sed s/_case_1/_case_2/ \"${0%/*}/two-cases.txt\" | head -n 11 ;;"
                + " *) cat \"${0%/*}/case.txt\" ;; esac");
        assertThat(records).extracting(CounterRecord::unit).containsExactly(FIRST, FIRST, SECOND, SECOND);
        assertThat(progress).noneMatch(line -> line.contains("alone"));
    }

    @Test
    void metricsThatAreNotKnownAreLeftOutAndSaidToBe() throws IOException {
        String refuses = "case \"$*\" in *launch__grid_size*|*dram__sectors_write*)"
                + " echo '==ERROR== Failed to find metric launch__grid_size';"
                + " echo '==ERROR== Failed to find metric dram__sectors_write.sum'; exit 1 ;; esac; ";
        // Time for one case in the first process.
        altogether = Duration.ofSeconds(13);
        List<CounterRecord> records = campaign(NOTES + refuses + COUNTS);
        assertThat(records)
                .allSatisfy(one -> assertThat(one.reason())
                        .isEqualTo("the profiler knows no dram__sectors_write.sum, launch__grid_size"));
        assertThat(records).extracting(CounterRecord::status).containsOnly(Status.OK);
        // Once with them and never again, though the cases need two processes.
        assertThat(Files.readAllLines(folder.resolve("ncu.asked")))
                .filteredOn(line -> line.contains("launch__grid_size"))
                .hasSize(1);
    }

    @Test
    void layersAreCountedWithTheKernelThatTheyWereTimedWith() throws IOException {
        KernelLog.append(
                run,
                List.of(
                        use(FIRST, 1, "conv_f32_64x64x8, sums in 3 parts"),
                        use(FIRST, 1, "reduce_splits_f32, sums in 3 parts"),
                        use(FIRST, 2, "conv_f32_128x128x8"),
                        use(FIRST, 3, "conv_f32_128x128x8"),
                        use(SECOND, 1, "conv_f32_128x64x4_pointwise")));
        List<CounterRecord> records = campaign(NOTES + COUNTS);
        assertThat(folder.resolve("ncu.asked"))
                .content()
                .contains("conv2/n1 jcuda macjoule.jcuda.tile=128x128x8 delta")
                .contains("conv3/n1 jcuda macjoule.jcuda.tile=128x64x4\n");
        assertThat(records.get(1).reason())
                .isEqualTo("timed with conv_f32_64x64x8, sums in 3 parts in 1 of 3 forks, which was not counted");
        assertThat(records.get(2).reason())
                .isEqualTo("timed with conv_f32_128x64x4_pointwise in 1 of 1 forks, which was not counted");
        assertThat(progress).hasSize(2).noneMatch(line -> line.contains("as timed"));
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
                "echo '#macjoule-failure 0 java.lang.IllegalStateException: out of memory'; echo '#macjoule-failure 1 it too: out of memory'|out of memory",
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

    private static KernelUse use(Unit unit, int fork, String kernel) {
        return new KernelUse(unit.key(), unit.engine(), fork, "layer", kernel);
    }

    private long child() {
        try {
            return Long.parseLong(Files.readString(folder.resolve("ncu.child")).strip());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<CounterRecord> campaign(String script) {
        return campaign(script, new CounterSettings(Caches.ALL, Clocks.NONE, Duration.ofMinutes(1), altogether));
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
        Consumer<String> told = line -> {
            progress.add(line);
            watching.accept(line);
        };
        return new CounterCampaign(new NsightCompute(ncu), settings, told).run(run, plan());
    }

    /** Two layers and a network on a GPU, and the same on a CPU. */
    private Plan plan() {
        List<PlannedCase> cases = new ArrayList<>(List.of(
                planned(FIRST.key(), Kind.LAYER),
                planned(SECOND.key(), Kind.LAYER),
                planned("alexnet/n1", Kind.NETWORK)));
        more.forEach(unit -> cases.add(planned(unit.key(), Kind.LAYER)));
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
