package macjoule.bench.engine.jcuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import macjoule.bench.counters.CounterCampaign;
import macjoule.bench.counters.CounterSettings;
import macjoule.bench.doctor.NsightCompute;
import macjoule.calibration.record.CounterRecord;
import macjoule.calibration.record.CounterRecord.Status;
import macjoule.calibration.record.Effort;
import macjoule.calibration.record.KernelLog;
import macjoule.calibration.record.KernelUse;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.record.PlannedCase.Kind;
import macjoule.calibration.record.PlannedEngine;
import macjoule.calibration.record.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counters of several layers in one process, with stand-ins for the profiler and for a driver with little memory. */
class CountedKernelsTest {
    private static final Unit SPLIT = new Unit("layer/ci2-hi4-wi4-co3-hf3-wf3-stride1-pad1-groups1/n1", "jcuda");
    private static final Unit TOO_LARGE =
            new Unit("layer/ci64-hi100-wi100-co1-hf1-wf1-stride1-pad0-groups1/n1", "jcuda");
    private static final Unit POINTWISE = new Unit("layer/ci4-hi4-wi4-co5-hf1-wf1-stride1-pad0-groups1/n1", "jcuda");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void layersAreCountedAsTheyWereTimedAndOneThatFailsLosesNoOther() throws Exception {
        Map<String, String> environment =
                new HashMap<>(StubDriver.compile(folder).withKernels().environment());
        environment.putAll(Map.of("STUB_MEMORY", "2e6", "FAKE_NCU_LACKS", "launch__grid_size"));
        Path run = Files.createDirectory(folder.resolve("run"));
        KernelLog.append(
                run,
                List.of(
                        new KernelUse(SPLIT.key(), "jcuda", 1, "a", "conv_f32_64x64x8, sums in 2 parts"),
                        new KernelUse(POINTWISE.key(), "jcuda", 1, "a", "conv_f32_128x64x4_pointwise")));
        List<String> progress = new ArrayList<>();
        CounterSettings settings = new CounterSettings(
                CounterSettings.Caches.ALL, CounterSettings.Clocks.NONE, Duration.ofMinutes(1), Duration.ofMinutes(2));
        Path ncu = Path.of("src", "test", "cuda", "fake-ncu").toAbsolutePath();

        List<CounterRecord> records =
                new CounterCampaign(new NsightCompute(ncu), settings, progress::add).run(run, plan(environment));

        assertThat(records)
                .filteredOn(one -> one.status() == Status.OK)
                .extracting(one -> one.unit() + " " + one.kernel())
                .containsExactly(
                        SPLIT + " conv_f32_64x64x8",
                        SPLIT + " reduce_splits_f32",
                        POINTWISE + " conv_f32_128x64x4_pointwise");
        assertThat(records).filteredOn(one -> one.status() == Status.OK).allSatisfy(one -> {
            assertThat(one.reason()).isEqualTo("the profiler knows no launch__grid_size");
            assertThat(one.launch().ctasPerSm()).isEqualTo(5);
            assertThat(one.launch().wavesPerSm()).isNull();
        });
        assertThat(records)
                .filteredOn(one -> one.status() == Status.FAILED)
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.unit()).isEqualTo(TOO_LARGE);
                    assertThat(one.reason())
                            .contains("CUDA_ERROR_OUT_OF_MEMORY")
                            .contains("for the maps");
                });
        assertThat(progress)
                .contains("counters of " + SPLIT + ": kernels 2, as timed")
                .filteredOn(line -> line.contains("tried again alone"))
                .singleElement()
                .asString()
                .contains(TOO_LARGE.key());
    }

    private static Plan plan(Map<String, String> environment) {
        List<Unit> units = List.of(SPLIT, TOO_LARGE, POINTWISE);
        return new Plan(
                "test",
                1,
                new Effort(1, 0, 1, 3, 1),
                1,
                environment,
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dmacjoule.nvrtc=false"),
                List.of(new PlannedEngine("jcuda", "own kernels", "gpu", null)),
                Stream.of(SPLIT, TOO_LARGE, POINTWISE)
                        .map(unit -> new PlannedCase(unit.key(), Kind.LAYER, 1, 1, 1, 1, 1, 1))
                        .toList(),
                List.of(),
                List.of(units));
    }
}
