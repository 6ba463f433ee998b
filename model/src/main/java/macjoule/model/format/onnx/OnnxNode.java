package macjoule.model.format.onnx;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import macjoule.model.BadInputException;

/**
 * One operation of a model.
 *
 * @param inputs names of values; an optional input that is left out has an empty name
 */
record OnnxNode(
        String name,
        String operator,
        List<String> inputs,
        List<String> outputs,
        Map<String, OnnxAttribute> attributes) {

    boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    Optional<OnnxAttribute> attribute(String attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    long integer(String attribute, long otherwise) {
        return attribute(attribute).map(OnnxAttribute::integer).orElse(otherwise);
    }

    String text(String attribute, String otherwise) {
        return attribute(attribute).map(OnnxAttribute::text).orElse(otherwise);
    }

    List<Long> integers(String attribute, List<Long> otherwise) {
        return attribute(attribute).map(OnnxAttribute::integers).orElse(otherwise);
    }

    boolean hasInput(int index) {
        return index < inputs.size() && !inputs.get(index).isEmpty();
    }

    String input(int index) {
        if (!hasInput(index)) {
            throw new BadInputException(
                    operator + " lacks input " + index, "inputs", "connect every input that is not optional");
        }
        return inputs.get(index);
    }

    String output() {
        if (outputs.isEmpty()) {
            throw new BadInputException(operator + " gives no output", "outputs", "name its output");
        }
        return outputs.get(0);
    }

    String place() {
        return "layer " + label();
    }

    /** Its name, or if it has none, that of what it gives. */
    String label() {
        return name.isEmpty() && !outputs.isEmpty() ? outputs.get(0) : name;
    }
}
