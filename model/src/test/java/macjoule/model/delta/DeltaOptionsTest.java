package macjoule.model.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import macjoule.model.BadInputException;
import macjoule.model.delta.TrafficOptions.ChannelSpan;
import macjoule.model.delta.TrafficOptions.L1Multiplicity;
import macjoule.model.delta.TrafficOptions.NegativeDistance;
import macjoule.model.gpu.GpuSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each reading of the paper's equations, worked out by hand on a layer where it matters. */
class DeltaOptionsTest {
    private static final ConvDims ALEX_CONV2 = ConvDims.of("alex_conv2", 256, 96, 27, 27, 256, 5, 5, 1, 2);
    private static final ConvDims RES_C3_A1 = ConvDims.of("res_c3_a1", 256, 256, 56, 56, 128, 1, 1, 2, 0);
    private static final ConvDims RES_C5_B = ConvDims.of("res_c5_b", 256, 512, 7, 7, 512, 3, 3, 1, 1);

    private static Prediction predict(ConvDims layer, TrafficOptions options) {
        return Delta.paper(DeltaOptions.PAPER.withTraffic(options)).predict(layer, TestGpus.titanXp());
    }

    private static Prediction predict(ConvDims layer, TimeOptions options) {
        return Delta.paper(DeltaOptions.PAPER.withTime(options)).predict(layer, TestGpus.titanXp());
    }

    /** 256 images x 96 channels x 27 x 27, instead of 31 x 31, in two columns of thread blocks. */
    @Test
    void unpaddedInputsAreReadWithoutTheirBorder() {
        Prediction prediction = predict(ALEX_CONV2, TrafficOptions.PAPER.withPadded(false));
        assertThat(prediction.traffic().dram().ifmap()).isEqualTo(4.0 * 256 * 96 * 27 * 27 * 2);
        assertThat(predict(ALEX_CONV2, TrafficOptions.PAPER).traffic().dram().ifmap())
                .isEqualTo(4.0 * 256 * 96 * 31 * 31 * 2);
    }

    @Test
    void stridedPointwiseLayersReadAllInputsIfAsked() {
        assertThat(predict(RES_C3_A1, TrafficOptions.PAPER).traffic().dram().ifmap())
                .isEqualTo(4.0 * 256 * 256 * 28 * 28);
        assertThat(predict(RES_C3_A1, TrafficOptions.PAPER.withSkipUnused(false))
                        .traffic()
                        .dram()
                        .ifmap())
                .isEqualTo(4.0 * 256 * 256 * 56 * 56);
    }

    /** Eq. 4 as printed: M x K x 2 for the inputs and N x K x 2 for the filters of AlexNet's second layer. */
    @Test
    void eachMatrixIsReadOnceAtL1IfAsked() {
        Traffic once = predict(ALEX_CONV2, TrafficOptions.PAPER.withL1Multiplicity(L1Multiplicity.ONCE))
                .traffic();
        assertThat(once.l1().ifmap()).isEqualTo(4.0 * 256 * 27 * 27 * 2400 * 2);
        assertThat(once.l1().filter()).isEqualTo(4.0 * 256 * 2400 * 2);
    }

    /** Eq. 3 speaks of one warp: both factors stay 2, however often the matrices are read. */
    @ParameterizedTest
    @CsvSource({"ONCE, 1.0", "PER_CTA, 1.0", "ONCE, 0.5"})
    void readingsDoNotChangeLoadInefficiency(L1Multiplicity readings, double missRate) {
        DeltaOptions options = DeltaOptions.PAPER.withTraffic(TrafficOptions.PAPER.withL1Multiplicity(readings));
        Delta delta = missRate < 1 ? Delta.missRate(missRate, options) : Delta.paper(options);
        Prediction prediction = delta.predict(ALEX_CONV2, TestGpus.titanXp());
        assertThat(prediction.mliIfmap()).isEqualTo(2);
        assertThat(prediction.mliFilter()).isEqualTo(2);
    }

    /**
     * Eq. 6 for ResNet's 3x3 layers of 7x7 maps: 128 x 9 / 7 inputs per channel, of which a tile of depth 8 spans 8/9, 1 or
     * 1 + 7/9; 64 iterations per 512 channels make 576 in all, in 98 x 4 thread blocks.
     */
    @ParameterizedTest
    @CsvSource({"AVERAGE, 8", "AT_LEAST_ONE, 9", "CROSSED, 16"})
    void aTileSpansChannels(ChannelSpan span, int ninths) {
        double l2 = predict(RES_C5_B, TrafficOptions.PAPER.withChannelSpan(span))
                .traffic()
                .l2()
                .ifmap();
        assertThat(l2).isCloseTo(4.0 * 576 * 98 * 4 * (128 * 9.0 / 7 * ninths / 9), Vectors.TOLERANCE);
    }

    /** Eq. 7 gives 7/3 x (5 - 4) - 4/3 x 7 = -7 for the same layers, times 1 + 128/49 images. */
    @ParameterizedTest
    @CsvSource({"ZERO, 0", "ABSOLUTE, 7", "KEPT, -7"})
    void negativeDistancesAreReadAsAsked(NegativeDistance reading, int distance) {
        double l2 = predict(RES_C5_B, TrafficOptions.PAPER.withNegativeDistance(reading))
                .traffic()
                .l2()
                .ifmap();
        double vertical = 128 * 9.0 / 7 * 8 / 9;
        assertThat(l2).isCloseTo(4.0 * 576 * 98 * 4 * (vertical + distance * (1 + 128.0 / 49)), Vectors.TOLERANCE);
    }

    /** Eq. 15 as printed: a thread block's 64 KiB at the whole card's 450 GB/s. */
    @Test
    void theEpilogueMayUseTheWholeCardsBandwidth() {
        TimeOptions printed = TimeOptions.PAPER.withEpilogue(TimeOptions.Epilogue.WHOLE_GPU);
        assertThat(predict(ALEX_CONV2, printed).streams().epilogue()).isCloseTo(65536 / 450e9, Vectors.TOLERANCE);
        assertThat(predict(ALEX_CONV2, TimeOptions.PAPER).streams().epilogue())
                .isCloseTo(65536 / 15e9, Vectors.TOLERANCE);
    }

    /** Eq. 14 as printed reads 128 x 128 elements where the text asks for 256 x 8: 57344 bytes more, from memory and to SMEM. */
    @Test
    void thePrologueMayReadAsMuchAsTheResults() {
        TimeOptions printed = TimeOptions.PAPER.withPrologue(TimeOptions.Prologue.RESULTS);
        double more = predict(ALEX_CONV2, printed).streams().prologue()
                - predict(ALEX_CONV2, TimeOptions.PAPER).streams().prologue();
        assertThat(more).isCloseTo(57344 / 15e9 + 57344 / 202.24e9, Vectors.TOLERANCE);
    }

    /** 2916 thread blocks on 30 SMs: 97.2 each on average, 98 on the busiest. */
    @Test
    void threadBlocksMayBeDividedEvenly() {
        Prediction whole = predict(ALEX_CONV2, TimeOptions.PAPER);
        Prediction even = predict(ALEX_CONV2, TimeOptions.PAPER.withWholeCtas(false));
        double start = whole.streams().prologue();
        assertThat((even.timeSeconds() - start) / (whole.timeSeconds() - start))
                .isCloseTo(97.2 / 98, Vectors.TOLERANCE);
    }

    @Test
    void memoryLatencyMayBeOverridden() {
        double later = predict(ALEX_CONV2, TimeOptions.PAPER.withDramLatencyCycles(658.0))
                        .streams()
                        .prologue()
                - predict(ALEX_CONV2, TimeOptions.PAPER).streams().prologue();
        assertThat(later).isCloseTo(158 / 1.58e9, Vectors.TOLERANCE);
    }

    /** Half the bytes and, on a card with tensor cores, their rate: 65536 MACs x 8 / (125e12 / 2 / 84). */
    @Test
    void halfPrecisionHalvesBytesAndUsesTensorCores() {
        GpuSpec v100 = TestGpus.withTensorCores(TestGpus.v100(), 125e12);
        Prediction half = Delta.paper(DeltaOptions.PAPER.withElementType(ElementType.FP16))
                .predict(ALEX_CONV2, v100);
        Prediction single = Delta.paper(DeltaOptions.PAPER).predict(ALEX_CONV2, v100);
        assertThat(half.dramBytes()).isEqualTo(single.dramBytes() / 2);
        assertThat(half.streams().compute()).isCloseTo(128.0 * 128 * 8 * 84 / 62.5e12, Vectors.TOLERANCE);
        assertThat(half.notes()).containsExactly("FP16 on tensor cores: outside the paper");
    }

    @Test
    void halfPrecisionNeedsAKnownTensorCoreRate() {
        Delta half = Delta.paper(DeltaOptions.PAPER.withElementType(ElementType.FP16));
        assertThatThrownBy(() -> half.predict(ALEX_CONV2, TestGpus.p100()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("P100");
    }

    /** Misses at 0.5 and 0.5: a half and a quarter of what passes L1. */
    @Test
    void missRatesApplyToBothCaches() {
        Prediction prediction = Delta.missRate(0.5, DeltaOptions.PAPER).predict(ALEX_CONV2, TestGpus.titanXp());
        assertThat(prediction.l1Bytes()).isEqualTo(14332723200.0);
        assertThat(prediction.l2Bytes()).isEqualTo(7166361600.0);
        assertThat(prediction.dramBytes()).isEqualTo(3583180800.0);
        assertThat(prediction.model()).isEqualTo("miss-rate:0.5");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "1.01", "NaN"})
    void missRatesLieBetweenZeroAndOne(double rate) {
        assertThatThrownBy(() -> Delta.missRate(rate, DeltaOptions.PAPER)).isInstanceOf(BadInputException.class);
    }

    /**
     * ResNet's 64 to 256 channels: 419 tiles for the busiest of 30 SMs, each of 8 iterations of 131072 products at
     * 202.23 x 10^9 a second, 5.185 us, and 65536 bytes of results at 15 x 10^9, 4.369 us: 4.00 ms one after the other. Side by
     * side, what is left is memory: 411.1 MB of inputs and filters at 450 x 10^9 in 12544 tiles, 419 x (2.185 + 4.369) us.
     */
    @Test
    void overlappedEpiloguesLeaveTheMemoryAsBound() {
        ConvDims layer = ConvDims.of("res_c2_c", 256, 64, 56, 56, 256, 1, 1, 1, 0);
        Prediction serial = predict(layer, TimeOptions.PAPER);
        assertThat(serial.bottleneck()).isEqualTo(Bottleneck.MAC_BW);
        assertThat(serial.timeSeconds()).isCloseTo(4.00e-3, within(0.005e-3));
        Prediction overlapped = predict(layer, TimeOptions.PAPER.withOverlappedEpilogue(true));
        assertThat(overlapped.bottleneck()).isEqualTo(Bottleneck.DRAM_BW);
        assertThat(overlapped.timeSeconds())
                .isCloseTo(2.75e-3, within(0.005e-3))
                .isEqualTo(serial.candidates().dramBandwidth());
        assertThat(overlapped.candidates().macBandwidth()).isCloseTo(419 * 5.185e-6 + 4.369e-6, within(0.005e-3));
    }
}
