package macjoule.model.zoo;

import java.util.Arrays;
import macjoule.model.net.Convolution;
import macjoule.model.net.Tensor;

/**
 * One branch of an Inception block, as far as it has been built. Every convolution is normalised and rectified, and named after
 * its block.
 *
 * @param block what the names of the layers start with
 * @param end the output of the last layer so far
 */
record Branch(String block, Tensor end) {

    /** A convolution that keeps the size of the map. */
    Branch conv(String name, int filters, int kernel) {
        return conv(name, filters, kernel, kernel);
    }

    /** A convolution that keeps the size of the map. */
    Branch conv(String name, int filters, int height, int width) {
        return conv(name, Convolution.of(filters, height, width).pad(height / 2, width / 2));
    }

    /** A 3x3 convolution at every second position. */
    Branch halve(String name, int filters, int pad) {
        return conv(name, Convolution.of(filters, 3).stride(2).pad(pad));
    }

    Branch conv(String name, Convolution convolution) {
        return to(normalised(end, block + "_" + name, convolution));
    }

    /** The average around each position. */
    Branch averagePool(String name) {
        return to(end.averagePool(block + "_" + name, 3, 1, 1));
    }

    /** The maximum around each position. */
    Branch maxPool(String name) {
        return to(end.maxPool(block + "_" + name, 3, 1, 1));
    }

    /** The maximum around every second position. */
    Branch halvingPool(String name, int pad) {
        return to(end.maxPool(block + "_" + name, 3, 2, pad));
    }

    /** Ends the block by stacking its branches. */
    static Tensor concat(String name, Branch first, Branch... others) {
        return Tensor.concat(
                first.block + "_" + name,
                first.end,
                Arrays.stream(others).map(Branch::end).toArray(Tensor[]::new));
    }

    /** A convolution without bias, as the normalisation after it shifts anyway. */
    static Tensor normalised(Tensor input, String name, Convolution convolution) {
        return input.conv(name, convolution.noBias()).batchNorm().relu();
    }

    private Branch to(Tensor next) {
        return new Branch(block, next);
    }
}
