package macjoule.bench.engine.jcuda;

import java.util.function.LongUnaryOperator;
import macjoule.model.net.Shape;
import macjoule.model.net.Window;

/**
 * A convolution, or a fully connected layer as one whose window covers the whole map, with all its operands in place. Addresses are
 * those of the device; maps and filters are stored as the precision of the session has it, filters without gaps.
 *
 * @param biasAddress one value for each filter, zeros if the layer has none
 * @param biased whether any of them is not zero
 * @param relu whether negative results become zero
 * @param workspace gives the address of so many bytes that nothing else uses while the layer runs
 */
public record ConvolutionTask(
        int batch,
        Shape input,
        Shape output,
        Window window,
        int groups,
        long inputAddress,
        long filterAddress,
        long biasAddress,
        boolean biased,
        boolean relu,
        long outputAddress,
        LongUnaryOperator workspace) {}
