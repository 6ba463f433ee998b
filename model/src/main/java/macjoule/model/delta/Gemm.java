package macjoule.model.delta;

/**
 * The matrix product a convolution becomes: an m x k matrix of inputs times a k x n matrix of filters.
 *
 * @param m output positions of the whole batch
 * @param n filters
 * @param k weights of one filter
 */
public record Gemm(long m, long n, long k) {

    public double macs() {
        return (double) m * n * k;
    }
}
