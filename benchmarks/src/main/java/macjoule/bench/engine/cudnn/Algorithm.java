package macjoule.bench.engine.cudnn;

import java.util.Arrays;
import java.util.Locale;

/** How cuDNN computes a convolution forward. */
enum Algorithm {
    /** A matrix product whose operand is made on the fly. */
    IMPLICIT_GEMM(0),
    /** The same with addresses computed ahead: what the DeLTA paper models. */
    IMPLICIT_PRECOMP_GEMM(1),
    /** A matrix product whose operand is written to memory first. */
    GEMM(2),
    DIRECT(3),
    FFT(4),
    FFT_TILING(5),
    WINOGRAD(6),
    WINOGRAD_NONFUSED(7);

    private final int code;

    Algorithm(int code) {
        this.code = code;
    }

    /** Its number in cuDNN's enumeration of them. */
    int code() {
        return code;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Algorithm of(int code) {
        return Arrays.stream(values())
                .filter(one -> one.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("cuDNN has no algorithm " + code));
    }
}
