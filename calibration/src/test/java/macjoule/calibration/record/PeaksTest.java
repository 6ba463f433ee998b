package macjoule.calibration.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import macjoule.calibration.record.CaseResult.Status;
import macjoule.model.reuse.Roofline;
import org.junit.jupiter.api.Test;

/** Engines of two arithmetics on one GPU, worked out by hand. */
class PeaksTest {
    private static final String GPU = "cuda:GPU-1";
    private static final Plan PLAN = new Plan(
            "",
            1,
            Records.plan().effort(),
            1,
            Map.of(),
            List.of(),
            List.of(
                    new PlannedEngine("plain", "", GPU, "fp32", null),
                    new PlannedEngine("half", "", GPU, "fp16", null)),
            Records.plan().cases(),
            List.of(),
            List.of());

    /** Ten operations each: 2^30 MACs in 0.1 s, in half precision in 0.01 s; 2^26 elements of two bytes in 0.01 s. */
    private static final Peaks PEAKS = Peaks.of(
            PLAN,
            Stream.of(
                            Records.fork(new Unit(Records.GEMM.key(), "plain"), 1, 1, 1),
                            Records.fork(new Unit(Records.GEMM.key(), "half"), 1, 0.1, 0.1),
                            Records.fork(new Unit(Records.COPY.key(), "half"), 1, 0.1, 0.1))
                    .flatMap(List::stream)
                    .toList());

    @Test
    void elementsOfTwoBytesMoveHalfAsMuch() {
        assertThat(PEAKS.bytesPerSecond()).containsExactly(entry(GPU, (1 << 26) / 0.01));
        assertThat(position("half").flopPerByte())
                .isEqualTo(2 * position("plain").flopPerByte(), within(1e-9));
    }

    @Test
    void noEngineIsHeldAgainstThePeakOfAnotherArithmetic() {
        double perSecond = 447_897_600 / 0.05;
        assertThat(position("plain").shareOfPeak()).isEqualTo(perSecond / ((1 << 30) / 0.1), within(1e-12));
        assertThat(position("half").shareOfPeak()).isEqualTo(perSecond / ((1 << 30) / 0.01), within(1e-12));
    }

    /** 2^26 elements of two bytes in 0.05 s, where 0.01 s is the best. */
    @Test
    void workWithoutArithmeticHasItsRoofInTheBandwidth() {
        Peaks.Position copy = position(Records.COPY.key(), "half");
        assertThat(copy.shareOfPeak()).isNull();
        assertThat(copy.shareOfBandwidth()).isEqualTo(0.2, within(1e-12));
        assertThat(copy.shareOfRoof()).isEqualTo(copy.shareOfBandwidth());
        assertThat(copy.bound()).isEqualTo(Roofline.Bound.MEMORY);
    }

    private static Peaks.Position position(String engine) {
        return position(Records.LAYER.key(), engine);
    }

    private static Peaks.Position position(String key, String engine) {
        Unit unit = new Unit(key, engine);
        CaseResult result = new CaseResult(
                unit, Status.MEASURED, null, 2, 0.05, 0.0, true, null, null, "no sensor", null, List.of());
        return Objects.requireNonNull(PEAKS.position(PLAN, result));
    }
}
