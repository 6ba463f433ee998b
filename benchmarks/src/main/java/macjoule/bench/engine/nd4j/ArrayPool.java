package macjoule.bench.engine.nd4j;

import java.util.ArrayList;
import java.util.List;
import macjoule.model.net.Shape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The arrays of one session, which live outside the heap: what is made here is freed with {@link #close}. */
final class ArrayPool implements AutoCloseable {
    private final List<INDArray> owned = new ArrayList<>();

    INDArray of(float[] values, long... shape) {
        return own(Nd4j.create(values, shape, 'c'));
    }

    /** Whole numbers that tell an operation what to do. */
    INDArray of(int[][] values) {
        return own(Nd4j.createFromArray(values));
    }

    INDArray empty(long... shape) {
        return own(Nd4j.createUninitialized(DataType.FLOAT, shape, 'c'));
    }

    /** A feature map of a batch, channels last. */
    INDArray maps(int batch, Shape shape) {
        return empty(dimensions(batch, shape));
    }

    /** The start of {@code buffer} seen as the feature map of a batch, channels last. */
    static INDArray mapsIn(INDArray buffer, int batch, Shape shape) {
        return buffer.get(NDArrayIndex.interval(0, batch * shape.elements())).reshape('c', dimensions(batch, shape));
    }

    private static long[] dimensions(int batch, Shape shape) {
        return new long[] {batch, shape.height(), shape.width(), shape.channels()};
    }

    private INDArray own(INDArray array) {
        owned.add(array);
        return array;
    }

    @Override
    public void close() {
        owned.forEach(INDArray::close);
        owned.clear();
    }
}
