package macjoule.model.format.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import macjoule.model.BadInputException;
import macjoule.model.format.graph.Assembly;
import macjoule.model.net.Shape;

/**
 * Values that do not depend on the image: weights, and the sizes that exporters like to compute within the model, such as the
 * target of a reshape from the shape of an earlier value.
 */
final class Constants {
    private final Assembly assembly;
    private final Map<String, OnnxTensor> known;

    Constants(Assembly assembly, Map<String, OnnxTensor> initial) {
        this.assembly = assembly;
        this.known = new HashMap<>(initial);
    }

    boolean has(String value) {
        return known.containsKey(value);
    }

    /** A value that must be stored in the model. */
    OnnxTensor require(String value) {
        OnnxTensor tensor = known.get(value);
        if (tensor == null) {
            throw new BadInputException(
                    "'" + value + "' is computed while the model runs",
                    "inputs",
                    "export the model with constants folded");
        }
        return tensor;
    }

    /** Evaluates a node if it gives a constant, and says whether it did. */
    boolean fold(OnnxNode node) {
        if (node.operator().equals("Constant")) {
            known.put(node.output(), constant(node));
            return true;
        }
        if (node.operator().equals("Shape") && !has(node.input(0))) {
            known.put(node.output(), OnnxTensor.of(node.output(), sizes(assembly.shape(node.input(0)))));
            return true;
        }
        boolean allKnown =
                !node.inputs().isEmpty() && node.inputs().stream().allMatch(input -> input.isEmpty() || has(input));
        return allKnown && evaluate(node);
    }

    private boolean evaluate(OnnxNode node) {
        List<Double> result = switch (node.operator()) {
            case "Identity", "Cast", "Squeeze", "Unsqueeze" -> values(node, 0);
            case "Gather" -> gather(node);
            case "Concat" -> concat(node);
            case "Slice" -> slice(node);
            default -> List.of();
        };
        if (!result.isEmpty()) {
            known.put(node.output(), OnnxTensor.of(node.output(), result));
        }
        return !result.isEmpty();
    }

    private static OnnxTensor constant(OnnxNode node) {
        if (node.has("value")) {
            OnnxTensor tensor =
                    node.attribute("value").map(OnnxAttribute::tensor).orElse(null);
            return Objects.requireNonNullElse(tensor, OnnxTensor.of(node.output(), List.of()));
        }
        List<Double> values = new ArrayList<>();
        node.integers("value_ints", List.of()).forEach(value -> values.add((double) value));
        node.attribute("value_int").ifPresent(value -> values.add((double) value.integer()));
        node.attribute("value_float").ifPresent(value -> values.add(value.number()));
        node.attribute("value_floats").ifPresent(value -> values.addAll(value.numbers()));
        return OnnxTensor.of(node.output(), values);
    }

    /** The sizes of a value as the model sees them, for a batch of one. */
    private static List<Double> sizes(Shape shape) {
        return List.of(1.0, (double) shape.channels(), (double) shape.height(), (double) shape.width());
    }

    private List<Double> gather(OnnxNode node) {
        List<Double> from = values(node, 0);
        List<Double> result = new ArrayList<>();
        for (long index : integers(node, 1)) {
            result.add(element(from, index < 0 ? index + from.size() : index));
        }
        return result;
    }

    private List<Double> concat(OnnxNode node) {
        List<Double> result = new ArrayList<>();
        node.inputs().forEach(input -> result.addAll(require(input).numbers()));
        return result;
    }

    /** Of a list, with a step of one; before opset 10 the ends were attributes. */
    private List<Double> slice(OnnxNode node) {
        List<Double> from = values(node, 0);
        long all = from.size();
        long start = element(node.hasInput(1) ? integers(node, 1) : node.integers("starts", List.of(0L)), 0);
        long end = element(node.hasInput(2) ? integers(node, 2) : node.integers("ends", List.of(all)), 0);
        int begin = position(start, from.size());
        return List.copyOf(from.subList(begin, Math.max(begin, position(end, from.size()))));
    }

    private List<Long> integers(OnnxNode node, int input) {
        return require(node.input(input)).integers();
    }

    private static <T> T element(List<T> list, long index) {
        if (index < 0 || index >= list.size()) {
            throw new BadInputException(
                    "element " + index + " of a list of " + list.size(), "inputs", "correct the index");
        }
        return list.get((int) index);
    }

    private static int position(long index, int size) {
        return (int) Math.max(0, Math.min(size, index < 0 ? index + size : index));
    }

    private List<Double> values(OnnxNode node, int input) {
        return require(node.input(input)).numbers();
    }
}
