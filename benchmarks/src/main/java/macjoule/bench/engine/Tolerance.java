package macjoule.bench.engine;

/**
 * How far the result of an engine may be off, as a share of the largest value.
 *
 * @param layer after one layer, whose sums have thousands of terms, taken in any order
 * @param network after a whole network
 */
public record Tolerance(double layer, double network) {
    public static final Tolerance SINGLE_PRECISION = new Tolerance(1e-5, 1e-3);

    /** Of factors rounded to the 10 bits after the point that TF32 and half precision have, with sums in single precision. */
    public static final Tolerance TENSOR_CORES = new Tolerance(3e-3, 3e-2);

    /** Of maps and factors rounded to the 7 bits after the point that bfloat16 has. */
    public static final Tolerance BFLOAT = new Tolerance(1.5e-2, 1.5e-1);
}
