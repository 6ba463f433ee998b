package macjoule.bench.counters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that public traces of cuDNN, TensorRT and CUTLASS show, and those of our own kernels. */
class KernelNameTest {
    @ParameterizedTest
    @CsvSource({
        "maxwell_scudnn_128x128_relu_interior_nn_v1, 128x128xnull fp32 nchw",
        "maxwell_scudnn_128x64_relu_small_nn, 128x64xnull fp32 nchw",
        "maxwell_scudnn_128x32_relu_medium_nn, 128x32xnull fp32 nchw",
        "volta_scudnn_128x64_relu_interior_nn_v1, 128x64xnull fp32 nchw",
        "volta_scudnn_128x32_sliced1x4_ldg4_relu_exp_interior_nhwc_tn_v1, 128x32xnull fp32 nhwc",
        "ampere_scudnn_128x64_relu_xregs_large_nn_v1, 128x64xnull fp32 nchw",
        "_5x_cudnn_ampere_scudnn_128x32_relu_interior_nn_v1, 128x32xnull fp32 nchw",
        "trt_maxwell_scudnn_128x32_relu_interior_nn_v1, 128x32xnull fp32 nchw",
        "cudnn_infer_ampere_scudnn_128x64_relu_xregs_large_nn_v1, 128x64xnull fp32 nchw",
        "sm80_xmma_fprop_implicit_gemm_tf32f32_tf32f32_f32_nhwckrsc_nchw_tilesize128x128x16_stage4_warpsize2x2x1_g1_tensor16x8x8_alignc4_execute_kernel__5x_cudnn, 128x128x16 tf32 nhwc",
        "sm80_xmma_fprop_implicit_gemm_f16f16_f16f32_f32_nhwckrsc_nhwc_tilesize256x64x32_stage3_warpsize4x1x1_g1_tensor16x8x16_execute_kernel__5x_cudnn, 256x64x32 fp16 nhwc",
        "sm90_xmma_fprop_implicit_gemm_bf16bf16_bf16f32_f32_nhwckrsc_nhwc_tilesize128x128x64_warpgroupsize1x1x1_g1_execute_segment_k_off_kernel__5x_cudnn, 128x128x64 bf16 nhwc",
        "cutlass_tensorop_bf16_s16816fprop_optimized_bf16_256x64_32x4_nhwc_align8, 256x64x32 bf16 nhwc",
        "cutlass3x_sm100_tensorop_s256x256x16implicit_gemm_fprop_bf16, nullxnullxnull bf16 nchw",
        "'void implicit_convolve_sgemm<float, float, 128, 5, 5, 3, 3, 3, 1, false, false, true>(int, int)', nullxnullxnull fp32 nchw",
        "'precomputed_convolve_sgemm<float, 1024, 5, 5, 4, 3, 3, 1, false>', nullxnullxnull fp32 nchw",
        "conv_f32_128x128x8, 128x128x8 fp32 nchw",
        "conv_f32_64x64x8_pointwise, 64x64x8 fp32 nchw",
        "conv_tf32_256x128x16, 256x128x16 tf32 nhwc",
        "conv_f16_128x256x64, 128x256x64 fp16 nhwc",
        "conv_bf16_128x64x32_any, 128x64x32 bf16 nhwc",
        "conv_f16_64x64x32, 64x64x32 fp16 nhwc"
    })
    void forwardProductsTellTheirTile(String name, String expected) {
        KernelName decoded = KernelName.decode(name);
        assertThat(decoded.algorithm()).isEqualTo("implicit-gemm");
        assertThat(decoded.tileM() + "x" + decoded.tileN() + "x" + decoded.tileK() + " " + decoded.precision() + " "
                        + decoded.layout())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "ampere_scudnn_winograd_128x128_ldg1_ldg4_relu_tile148t_nt_v1, winograd",
        "maxwell_scudnn_winograd_128x128_mobile_relu_tile148t_nt, winograd",
        "'void fft2d_r2c_32x32<float, false, 5u, false>(float2*)', fft",
        "volta_scudnn_128x64_stridedB_splitK_interior_nn_v1, backward-data",
        "cudnn::detail::dgrad_engine, backward-data",
        "sm80_xmma_wgrad_implicit_gemm_indexed_tf32f32_f32_tilesize128x128x16, backward-filter",
        "volta_sgemm_128x64_tn, gemm",
        "depthwise_f32, direct",
        "conv_direct_f16, direct"
    })
    void otherWaysAreToldApart(String name, String algorithm) {
        assertThat(KernelName.decode(name).algorithm()).isEqualTo(algorithm);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cudnn::maxwell::gemm::computeOffsetsKernel(cudnn::maxwell::gemm::ComputeOffsetsParams)",
                "void cudnn::ops::nchwToNhwcKernel<float, float, float, false, true>",
                "conv_offsets",
                "pack_filter_tf32",
                "reduce_splits_f32",
                "pool_f32"
            })
    void helpersHaveNoAlgorithmAndNoTile(String name) {
        assertThat(KernelName.decode(name).algorithm()).isNull();
        assertThat(KernelName.decode(name).tileM()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ampere_scudnn_winograd_128x128_ldg1",
                "volta_scudnn_128x64_stridedB_nn",
                "wgrad_128x128_32x4_nhwc"
            })
    void whatIsNoForwardProductHasNoTile(String name) {
        assertThat(KernelName.decode(name).tileM()).isNull();
    }
}
