package macjoule.calibration.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import macjoule.calibration.record.CounterRecord;
import macjoule.calibration.record.CounterRecord.Status;
import macjoule.calibration.record.LaunchCounts;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.Unit;
import macjoule.calibration.report.Origin;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Tile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterJoinTest {
    private static final Unit UNIT = new Unit("layer/n8", "cuda");
    private static final OperationTimes NO_TIMES = new OperationTimes(List.of());

    @Test
    void takesTheTileTheClockAndTheTimeOfTheKernel() {
        CounterJoin join = join(NO_TIMES, counters("implicit-gemm", "fp32", "nchw", 64, 0.002));
        assertThat(join.leftOut()).isEmpty();
        assertThat(join.notes()).isEmpty();
        LayerReference layer = join.layers().get(0);
        assertThat(layer.tile()).isEqualTo(Tile.T128X64);
        assertThat(layer.clockHz()).isEqualTo(1.5e9);
        assertThat(layer.origin()).isEqualTo(Origin.MEASURED);
        assertThat(layer.values()).isEqualTo(new Levels(4e6, 3e6, 2e6, 0.002));
    }

    /** 128x64x4 has room for 4 blocks by the registers that the paper's kernel is taken to have. */
    @Test
    void modelsTakeTheBlocksPerSmThatWereLaunched() {
        CounterRecord counted = counters("implicit-gemm", "fp32", "nchw", 64, 0.002);
        assertThat(activeCtas(counted)).isEqualTo(4);
        assertThat(activeCtas(counted.withLaunch(new LaunchCounts(112, null, null, null))))
                .isEqualTo(4);
        assertThat(activeCtas(counted.withLaunch(new LaunchCounts(168, null, null, null))))
                .isEqualTo(3);
        assertThat(activeCtas(counted.withLaunch(new LaunchCounts(168, 2, null, null))))
                .isEqualTo(2);
    }

    private static int activeCtas(CounterRecord counted) {
        LayerReference layer = join(NO_TIMES, counted).layers().get(0);
        return new LayerModel(layer, Layers.GPU).paper().launch().activeCtas();
    }

    @ParameterizedTest
    @CsvSource({
        "winograd,      fp32, nchw, 64,  'no kernel of it is an implicit GEMM, but winograd'",
        ",              fp32, nchw, 64,  'no kernel of it is an implicit GEMM, but unknown'",
        "implicit-gemm, fp16, nchw, 64,  'fp16 in nchw is outside models of four-byte elements in nchw, and staged kernels of two-byte elements read nhwc'",
        "implicit-gemm, fp32, nhwc, 64,  'fp32 in nhwc is outside models of four-byte elements in nchw, and the name of its kernel does not tell tile and stages'",
        "implicit-gemm, fp32, nchw, 96,  'the tile of its kernel is not known, and the name of its kernel does not tell tile and stages'",
    })
    void leavesOutWhatTheModelsAreNotAbout(
            String algorithm, String precision, String layout, int tileN, String reason) {
        CounterJoin join = join(NO_TIMES, counters(algorithm, precision, layout, tileN, 0.002));
        assertThat(join.layers()).isEmpty();
        assertThat(join.leftOut()).containsExactly(new CounterJoin.LeftOut(UNIT.toString(), reason));
    }

    @Test
    void leavesOutFailuresNetworksAndLayersSharedByKernels() {
        CounterRecord failed =
                CounterRecord.without(UNIT, Status.FAILED, "ncu", Origin.MEASURED, "the driver was busy");
        assertThat(join(NO_TIMES, failed).leftOut().get(0).reason()).isEqualTo("the driver was busy");
        CounterRecord good = counters("implicit-gemm", "fp32", "nchw", 64, 0.002);
        assertThat(CounterJoin.of(List.of(good), NO_TIMES, key -> Optional.empty())
                        .leftOut()
                        .get(0)
                        .reason())
                .startsWith("it is not a single convolution");
        CounterRecord second = changed(good, "second_kernel");
        assertThat(join(NO_TIMES, good, second).leftOut().get(0).reason()).isEqualTo("2 kernels share it");
        CounterRecord transform = new CounterRecord(
                UNIT.key(),
                UNIT.engine(),
                "transpose",
                "layout",
                "fp32",
                "nchw",
                null,
                null,
                null,
                1.0,
                1.0,
                1.0,
                1.0,
                1e-6,
                1.5e9,
                "all",
                "base",
                "ncu",
                Origin.MEASURED,
                Status.OK,
                null);
        assertThat(join(NO_TIMES, transform, good).layers()).hasSize(1);
    }

    @Test
    void joinsTimesOnlyWithinTwoPercentOfTheClock() {
        CounterRecord untimed = counters("implicit-gemm", "fp32", "nchw", 64, null);
        assertThat(join(times(1.52e9), untimed).layers().get(0).values().timeSeconds())
                .isEqualTo(0.01);
        CounterJoin apart = join(times(1.55e9), untimed);
        assertThat(apart.layers().get(0).values().timeSeconds()).isNull();
        assertThat(apart.leftOut().get(0).reason())
                .isEqualTo("timed at 1550 MHz, but counted at 1500 MHz, more than 2 % apart");
        assertThat(join(times(null), untimed).leftOut().get(0).reason()).contains("clock");
        assertThat(join(NO_TIMES, untimed).leftOut().get(0).reason()).contains("neither");
    }

    @Test
    void saysThatCachesWereWarm() {
        CounterRecord good = counters("implicit-gemm", "fp32", "nchw", 64, 0.002);
        CounterRecord warm = new CounterRecord(
                good.key(),
                good.engine(),
                good.kernel(),
                good.algorithm(),
                "tf32",
                "nchw",
                128,
                64,
                4,
                4e6,
                3e6,
                2e6,
                1e6,
                0.002,
                1.5e9,
                "none",
                "base",
                "ncu",
                Origin.MEASURED,
                Status.OK,
                null);
        assertThat(join(NO_TIMES, warm).notes().get(0)).startsWith("caches were not flushed before 1 kernels");
        assertThat(join(NO_TIMES, warm).layers().get(0).type().name()).isEqualTo("TF32");
    }

    private static CounterJoin join(OperationTimes times, CounterRecord... counters) {
        return CounterJoin.of(
                List.of(counters),
                times,
                key -> Optional.of(new CaseLayer(ConvDims.of(key, 8, 64, 14, 14, 64, 3, 3, 1, 1), true)));
    }

    private static OperationTimes times(@Nullable Double clockHz) {
        String reason = clockHz == null ? "no sensor" : null;
        return new OperationTimes(List.of(new Measurement(
                UNIT.key(),
                UNIT.engine(),
                1,
                1,
                1,
                null,
                1.0,
                100,
                110,
                null,
                "no sensor",
                clockHz,
                reason,
                null,
                null)));
    }

    private static CounterRecord changed(CounterRecord one, String kernel) {
        return new CounterRecord(
                one.key(),
                one.engine(),
                kernel,
                one.algorithm(),
                one.precision(),
                one.layout(),
                one.tileM(),
                one.tileN(),
                one.tileK(),
                one.l1Bytes(),
                one.l2Bytes(),
                one.dramBytes(),
                one.dramWriteBytes(),
                one.timeSeconds(),
                one.smClockHz(),
                one.cacheControl(),
                one.clockControl(),
                one.tool(),
                one.source(),
                one.status(),
                one.reason());
    }

    private static CounterRecord counters(
            String algorithm, String precision, String layout, int tileN, @Nullable Double seconds) {
        return new CounterRecord(
                UNIT.key(),
                UNIT.engine(),
                "a_kernel",
                algorithm,
                precision,
                layout,
                128,
                tileN,
                null,
                4e6,
                3e6,
                2e6,
                1e6,
                seconds,
                1.5e9,
                "all",
                "base",
                "ncu",
                Origin.MEASURED,
                Status.OK,
                seconds == null ? "not asked for" : null);
    }
}
