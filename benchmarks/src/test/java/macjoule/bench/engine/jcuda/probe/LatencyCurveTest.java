package macjoule.bench.engine.jcuda.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Curves of caches that are known. */
class LatencyCurveTest {
    private static final double L2 = 262;
    private static final int KIB = 1024;

    /** A cache that replaces the least recently used: going round more than it holds misses always. */
    @ParameterizedTest
    @ValueSource(ints = {24, 48, 128, 192, 256})
    void findsTheStepOfACacheThatMissesAtOnce(int kibibytes) {
        LatencyCurve curve = curve(bytes -> bytes <= kibibytes * KIB ? 33 : L2);

        assertThat(curve.plateau(12 * KIB)).isEqualTo(33);
        assertThat(curve.capacity(12 * KIB, L2)).hasValue(kibibytes * KIB);
    }

    /** One that replaces at random misses more and more: the share h of hits solves h = exp(-(1 - h) * footprint / size). */
    @ParameterizedTest
    @ValueSource(ints = {128, 192, 256})
    void findsTheStartOfASlowRise(int kibibytes) {
        LatencyCurve curve = curve(bytes -> {
            double misses = missesOfRandomReplacement((double) bytes / (kibibytes * KIB));
            return 33 + misses * (L2 - 33);
        });

        assertThat(curve.capacity(12 * KIB, L2).orElseThrow()).isBetween(kibibytes * KIB, (kibibytes + 16) * KIB);
    }

    private static double missesOfRandomReplacement(double footprints) {
        if (footprints <= 1) {
            return 0;
        }
        double misses = 1;
        for (int i = 0; i < 10_000; i++) {
            misses = 1 - Math.exp(-misses * footprints);
        }
        return misses;
    }

    @Test
    void oneDisturbedMeasurementIsNoStep() {
        LatencyCurve curve = curve(bytes -> bytes == 60 * KIB || bytes > 128 * KIB ? L2 : 33);

        assertThat(curve.capacity(12 * KIB, L2)).hasValue(128 * KIB);
    }

    @Test
    void aFlatCurveHasNoStep() {
        assertThat(curve(bytes -> 33).capacity(12 * KIB, L2)).isEmpty();
        assertThat(curve(bytes -> L2).capacity(12 * KIB, L2)).isEmpty();
    }

    @Test
    void anEvenNumberOfSamplesHasItsMedianBetweenThem() {
        assertThat(Samples.median(4, 1, 3, 2)).isEqualTo(2.5);
        assertThat(Samples.median(900, 1, 3)).isEqualTo(3);
    }

    private static LatencyCurve curve(IntToDoubleFunction cycles) {
        return new LatencyCurve(IntStream.iterate(4 * KIB, bytes -> bytes <= 384 * KIB, bytes -> bytes + 4 * KIB)
                .mapToObj(bytes -> new LatencyCurve.Point(bytes, cycles.applyAsDouble(bytes)))
                .toList());
    }
}
