package macjoule.calibration.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import macjoule.calibration.record.CounterRecord;
import macjoule.calibration.record.CounterRecord.Status;
import macjoule.calibration.report.Origin;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.ElementType;
import macjoule.model.delta.Tile;
import macjoule.model.deltaplus.KernelModel;
import macjoule.model.deltaplus.KernelSpec;
import macjoule.model.deltaplus.Layout;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names are those of our own kernels and of public traces of cuDNN. */
class StagedKernelsTest {
    private static final GpuSpec H200 = GpuCatalogue.find("h200");
    private static final String XMMA_TF32 =
            "sm80_xmma_fprop_implicit_gemm_tf32f32_tf32f32_f32_nhwckrsc_nchw_tilesize128x128x16_stage4_warpsize2x2x1_g1";

    @ParameterizedTest
    @CsvSource({
        "conv_bf16_128x64x32_any, bf16, nhwc, 128x64x32 4 FP16 NHWC warps 64x32 of 128 threads",
        "conv_tf32_64x64x16,      tf32, nhwc, 64x64x16 4 TF32 NHWC warps 32x32 of 128 threads",
        "conv_tf32_128x256x32,    tf32, nhwc, 128x256x32 4 TF32 NHWC warps 64x256 of 256 threads",
        "conv_f16_256x128x64,     fp16, nhwc, 256x128x64 4 FP16 NHWC warps 64x128 of 512 threads",
        "conv_bf16_128x128x64,    bf16, nhwc, 128x128x64 3 FP16 NHWC warps 64x128 of 256 threads",
        "conv_f16_256x128x32,     fp16, nhwc, 256x128x32 4 FP16 NHWC warps 64x64 of 256 threads",
        XMMA_TF32 + ", tf32, nhwc, 128x128x16 4 TF32 NHWC warps 64x64 of 128 threads",
        "xmma_tilesize256x64x32_stage3_warpsize4x1x1_g1, fp16, nhwc, 256x64x32 3 FP16 NHWC warps 64x64 of 128 threads",
        "xmma_indexed_nchwkcrs_nchw_tilesize128x128x16_stage4_warpsize2x2x1, tf32, nchw, 128x128x16 4 TF32 NCHW warps 64x64 of 128 threads",
        "cutlass_tensorop_bf16_s16816fprop_optimized_bf16_256x64_32x4_nhwc_align8, bf16, nhwc, 256x64x32 4 FP16 NHWC warps 64x32 of 256 threads",
    })
    void namesTellTileStagesAndWarps(String name, String precision, String layout, String expected) {
        KernelSpec kernel = StagedKernels.describe(record("case", name, precision, layout, 1))
                .known()
                .orElseThrow();
        Tile tile = kernel.tile();
        assertThat(tile + " " + kernel.stages() + " " + kernel.type() + " " + kernel.layout() + " warps " + tile.warpM()
                        + "x" + tile.warpN() + " of " + tile.threads() + " threads")
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "volta_h884cudnn_256x64_ldg8_relu_exp_small_nhwc_tn_v1, fp16, nhwc, does not tell tile and stages",
        "cutlass_tensorop_256x64_32x0_nhwc, fp16, nhwc, how many stages",
        "conv_f16_64x64x32, fp16, nchw, read nhwc",
        "conv_i8_64x64x32, int8, nhwc, no model multiplies int8",
        "conv_bf16_64x64x32, bf16, nchw32, no model reads inputs in nchw32",
    })
    void whatANameDoesNotTellIsSaid(String name, String precision, String layout, String reason) {
        StagedKernels.Described described = StagedKernels.describe(record("case", name, precision, layout, 1));
        assertThat(described.known()).isEmpty();
        assertThat(described.reason()).contains(reason);
    }

    /** Sixteen bytes are eight elements of 16 bits and four of TF32; kernels that gather single elements take channels as they are. */
    @ParameterizedTest
    @CsvSource({
        "conv_f16_128x64x32, fp16, 3, 8",
        "conv_tf32_128x64x16, tf32, 3, 4",
        "conv_f16_128x64x32_any, fp16, 3, 3",
        "conv_f16_128x64x32, fp16, 64, 64",
        "xmma_tilesize256x64x32_stage3_warpsize4x1x1_g1, fp16, 3, 3"
    })
    void imagesAreLoadedByWholeVectors(String name, String precision, int channels, int loaded) {
        ConvDims image = ConvDims.of("image", 8, channels, 20, 20, 64, 7, 7, 2, 3);
        ConvDims seen = StagedKernels.asLoaded(image, record("case", name, precision, "nhwc", 1));
        assertThat(seen).isEqualTo(ConvDims.of("image", 8, loaded, 20, 20, 64, 7, 7, 2, 3));
    }

    @Test
    void groupsAreComparedApartAndWhatTheCardCannotDoIsListed() {
        List<CounterRecord> counters = List.of(
                record("a/n8", "conv_f32_128x64x8", "fp32", "nchw", 1),
                record("b/n8", "conv_bf16_128x64x32", "bf16", "nhwc", 2),
                record("c/n8", "conv_tf32_128x64x16", "tf32", "nhwc", 0.5));
        CounterJoin join = join(counters);
        TrafficEvidence evidence = TrafficEvidence.ofCounters(join, H200);
        assertThat(evidence.checks()).extracting(TrafficCheck::group).containsExactly("fp32-nchw");
        assertThat(evidence.kernels())
                .extracting(Comparison::group)
                .containsExactly("bf16-nhwc-staged", "tf32-nhwc-staged");
        // Counted is what the model says of a 128x64x32 kernel in 16 bits, twice.
        assertThat(evidence.kernels().get(0).at(Level.DRAM).bias()).isCloseTo(-0.5, within(1e-12));
        assertThat(evidence.kernels().get(0).at(Level.TIME).n()).isEqualTo(1);
        assertThat(evidence.leftOut()).isEmpty();

        TrafficEvidence old = TrafficEvidence.ofCounters(join, GpuCatalogue.find("titan-xp"));
        assertThat(old.kernels()).isEmpty();
        assertThat(TrafficEvidence.reasons(old.leftOut()).values()).containsOnly(1L);
        assertThat(old.leftOut())
                .extracting(CounterJoin.LeftOut::what)
                .containsExactly("b/n8 on cuda as a staged kernel", "c/n8 on cuda as a staged kernel");
        assertThat(old.leftOut().get(0).reason()).contains("no tensor core rate");
    }

    @Test
    void aKernelThatTwoModelsKnowIsHeldAgainstBoth() {
        String name = "xmma_indexed_nchwkcrs_nchw_tilesize128x128x16_stage4_warpsize2x2x1";
        CounterJoin join = join(List.of(record("a/n8", name, "tf32", "nchw", 1)));
        TrafficEvidence evidence = TrafficEvidence.ofCounters(join, H200);
        assertThat(evidence.comparisons())
                .extracting(one -> one.group() + " " + one.model())
                .containsExactly("tf32-nchw delta", "tf32-nchw delta-plus", "tf32-nchw-staged delta-plus-kernel");
    }

    @Test
    void reasonsAreCountedTheMostFrequentFirst() {
        List<CounterJoin.LeftOut> leftOut = List.of(
                new CounterJoin.LeftOut("a", "winograd"),
                new CounterJoin.LeftOut("b", "no permission"),
                new CounterJoin.LeftOut("c", "no permission"));
        assertThat(TrafficEvidence.reasons(leftOut))
                .containsExactly(Map.entry("no permission", 2L), Map.entry("winograd", 1L));
    }

    private static CounterJoin join(List<CounterRecord> counters) {
        return CounterJoin.of(
                counters, new OperationTimes(List.of()), key -> Optional.of(new CaseLayer(layer(key), true)));
    }

    private static ConvDims layer(String key) {
        return ConvDims.of(key, 8, 64, 14, 14, 64, 3, 3, 1, 1);
    }

    /** Counts what a 128x64x32 kernel of 16-bit elements reads, times a factor. */
    private static CounterRecord record(String key, String name, String precision, String layout, double factor) {
        Tile tile = new Tile(128, 64, 32, 64, 32, 128, 128);
        var exact = new KernelModel(KernelSpec.of(tile, 4, ElementType.FP16, Layout.NHWC), H200).predict(layer("a"));
        return new CounterRecord(
                key,
                "cuda",
                name,
                CounterRecord.IMPLICIT_GEMM,
                precision,
                layout,
                128,
                64,
                8,
                factor * exact.traffic().l1Bytes(),
                factor * exact.traffic().l2Bytes(),
                factor * exact.traffic().dramBytes(),
                0.0,
                factor * exact.timeSeconds(),
                H200.clockHz(),
                "all",
                "base",
                "ncu",
                Origin.MEASURED,
                Status.OK,
                null);
    }
}
