package macjoule.bench.engine.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows of inputs times a matrix of weights, plus a bias: a fully connected layer, or a convolution that reads each place alone. */
final class Products {
    /** Beyond, weights come from memory rather than from a cache. */
    private static final long CACHED_WEIGHTS = 1 << 23;

    /** So many rows make up for a product that has to gather what it reads of the weights. */
    private static final long MANY_ROWS = 8;

    /** OpenBLAS takes so many inputs at a time: it reads shorter rows of weights from end to end, longer ones in strides. */
    private static final long INPUTS_AT_A_TIME = 4096;

    private final ArrayPool arrays;

    Products(ArrayPool arrays) {
        this.arrays = arrays;
    }

    /**
     * The operations that compute a product.
     *
     * @param weights ordered by output and input
     * @param bias one for each output, or none
     */
    List<Kernel> compile(INDArray rows, float[] weights, float[] bias, INDArray result) {
        int inputs = Math.toIntExact(rows.size(1));
        int outputs = Math.toIntExact(result.size(1));
        Kernel product = product(rows, weights, inputs, outputs, result);
        return bias.length == 0
                ? List.of(product)
                : List.of(product, Kernels.custom("biasadd", List.of(result, arrays.of(bias, bias.length)), result));
    }

    private Kernel product(INDArray rows, float[] weights, int inputs, int outputs, INDArray result) {
        if (rows.size(0) == 1 && inputs <= INPUTS_AT_A_TIME) {
            // OpenBLAS makes less ado about a matrix times a vector than oneDNN about a product of one row.
            return Kernels.plain(
                    "matmul", List.of(arrays.of(weights, outputs, inputs), vector(rows)), vector(result), 0, 0, 0);
        }
        return isFasterByInput(rows.size(0), weights.length)
                ? Kernels.product(
                        rows, arrays.of(Layout.filtersLast(weights, outputs, inputs), inputs, outputs), result)
                : Kernels.productTransposed(rows, arrays.of(weights, outputs, inputs), result);
    }

    private static INDArray vector(INDArray row) {
        return row.reshape(row.length());
    }

    /** Weights by input suit the product best, unless a few rows only are to be had from weights that are read just once. */
    private static boolean isFasterByInput(long rows, int weights) {
        return rows >= MANY_ROWS || weights <= CACHED_WEIGHTS;
    }
}
