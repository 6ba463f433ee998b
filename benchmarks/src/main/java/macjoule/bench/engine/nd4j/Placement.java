package macjoule.bench.engine.nd4j;

import java.util.List;
import macjoule.model.net.Node;
import macjoule.model.net.Padding;
import macjoule.model.net.Shape;
import macjoule.model.net.Upsample;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The layers that compute nothing and only put elements elsewhere. Maps have their channels last. */
final class Placement {
    private static final int ZEROS = 0;
    private static final int CHANNELS_LAST = 0;

    private final int batch;
    private final ArrayPool arrays;

    Placement(int batch, ArrayPool arrays) {
        this.batch = batch;
        this.arrays = arrays;
    }

    /** The order of elements that a reshaping keeps is that of channels, rows and columns. */
    List<Kernel> reshape(Node node, INDArray input, INDArray output) {
        Shape from = node.input();
        Shape to = node.output();
        if (isVector(to)) {
            return List.of(toChannelsFirst(input, output.reshape('c', channelsFirst(from))));
        }
        if (isVector(from)) {
            return List.of(toChannelsLast(input.reshape('c', channelsFirst(to)), output));
        }
        INDArray between = arrays.empty(channelsFirst(from));
        return List.of(
                toChannelsFirst(input, between), toChannelsLast(between.reshape('c', channelsFirst(to)), output));
    }

    Kernel pad(Padding padding, INDArray input, INDArray output) {
        INDArray amounts = arrays.of(
                new int[][] {{0, 0}, {padding.top(), padding.bottom()}, {padding.left(), padding.right()}, {0, 0}});
        return Kernels.custom("pad", List.of(input, amounts), output, new double[] {0}, ZEROS);
    }

    /** Each element is repeated. */
    static Kernel enlarge(Upsample upsample, INDArray input, INDArray output) {
        return Kernels.custom(
                "upsampling2d", List.of(input), output, upsample.vertical(), upsample.horizontal(), CHANNELS_LAST);
    }

    private static Kernel toChannelsFirst(INDArray input, INDArray output) {
        return Kernels.custom("permute", List.of(input), output, 0, 3, 1, 2);
    }

    private static Kernel toChannelsLast(INDArray input, INDArray output) {
        return Kernels.custom("permute", List.of(input), output, 0, 2, 3, 1);
    }

    private long[] channelsFirst(Shape shape) {
        return new long[] {batch, shape.channels(), shape.height(), shape.width()};
    }

    private static boolean isVector(Shape shape) {
        return shape.height() == 1 && shape.width() == 1;
    }
}
