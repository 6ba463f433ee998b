package macjoule.model.training.graph;

import java.util.List;
import macjoule.model.BadInputException;

/**
 * One layer of a network under training. All sizes are for the whole batch.
 *
 * @param inputs the names of the layers it reads; a layer that reads a map twice names it twice
 * @param elements elements of its output
 * @param rows rows the output consists of: batch times height for a map, batch times time steps for a sequence
 * @param weights learned elements, 0 for none
 * @param weightKey layers of one key share one weight tensor, as the steps of a recurrent cell do
 * @param ops forward operations, one for each multiply-accumulate or each element
 */
public record TrainingLayer(
        String name,
        LayerType type,
        List<String> inputs,
        long elements,
        long rows,
        long weights,
        String weightKey,
        long ops) {

    public TrainingLayer {
        inputs = List.copyOf(inputs);
        requireAtLeast(1, elements, "output elements", name);
        requireAtLeast(1, rows, "rows", name);
        if (rows > elements) {
            throw new BadInputException(
                    rows + " rows of " + elements + " elements", "layer " + name, "give each row an element or more");
        }
        requireAtLeast(0, weights, "weights", name);
        requireAtLeast(0, ops, "operations", name);
        if ((type == LayerType.INPUT) != inputs.isEmpty()) {
            throw new BadInputException(
                    "a layer of type " + type + " with " + inputs.size() + " inputs",
                    "layer " + name,
                    "give every layer but the network's inputs something to read");
        }
    }

    /** What enters the network. */
    public static TrainingLayer input(String name, long elements, long rows) {
        return new TrainingLayer(name, LayerType.INPUT, List.of(), elements, rows, 0, name, 0);
    }

    /** A layer without weights. */
    public static TrainingLayer of(
            String name, LayerType type, List<String> inputs, long elements, long rows, long ops) {
        return new TrainingLayer(name, type, inputs, elements, rows, 0, name, ops);
    }

    public TrainingLayer withWeights(long newWeights) {
        return withWeights(newWeights, name);
    }

    public TrainingLayer withWeights(long newWeights, String key) {
        return new TrainingLayer(name, type, inputs, elements, rows, newWeights, key, ops);
    }

    private static void requireAtLeast(long least, long value, String what, String layer) {
        if (value < least) {
            throw new BadInputException(value + " " + what, "layer " + layer, "give " + least + " or more");
        }
    }
}
