package macjoule.model.format.graph;

import java.util.ArrayList;
import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.net.Shape;

/** Finds the shape that a reshape asks for, as ONNX and Caffe write it. */
public final class Reshaping {
    private Reshaping() {}

    /**
     * The shape that {@code input} takes.
     *
     * @param target the sizes wanted, channels first and without the batch; 0 keeps the size that {@code input} has there and -1
     *     stands for whatever is left
     */
    public static Shape of(Shape input, List<Long> target) {
        List<Integer> old = List.of(input.channels(), input.height(), input.width());
        List<Long> sizes = new ArrayList<>();
        for (long size : target) {
            boolean kept = size == 0 && sizes.size() < old.size();
            sizes.add(kept ? (long) old.get(sizes.size()) : size);
        }
        int open = sizes.indexOf(-1L);
        if (open >= 0) {
            sizes.set(open, 1L);
            long known = sizes.stream().reduce(1L, Math::multiplyExact);
            sizes.set(open, known > 0 ? input.elements() / known : 0);
        }
        return shape(sizes);
    }

    /** A map of these sizes. Whatever comes before the last two counts as channels, such as groups of channels. */
    private static Shape shape(List<Long> sizes) {
        int count = sizes.size();
        if (count == 0) {
            throw new BadInputException("a shape without sizes", "reshape", "give at least one size besides the batch");
        }
        if (count <= 2) {
            return new Shape(Math.toIntExact(sizes.get(0)), count == 2 ? Math.toIntExact(sizes.get(1)) : 1, 1);
        }
        long channels = sizes.subList(0, count - 2).stream().reduce(1L, Math::multiplyExact);
        return new Shape(
                Math.toIntExact(channels),
                Math.toIntExact(sizes.get(count - 2)),
                Math.toIntExact(sizes.get(count - 1)));
    }
}
