package macjoule.model.format.onnx;

import java.util.List;
import macjoule.model.BadInputException;
import org.jspecify.annotations.Nullable;

/**
 * A constant of a model.
 *
 * @param values its elements in order; null if they are too many, or of too rare a type, to be anything but weights
 */
record OnnxTensor(String name, List<Long> dims, @Nullable List<Double> values) {

    /** A one-dimensional tensor. */
    static OnnxTensor of(String name, List<Double> values) {
        return new OnnxTensor(name, List.of((long) values.size()), values);
    }

    List<Double> numbers() {
        if (values == null) {
            throw new BadInputException(
                    "the values of '" + name + "' are not in the model",
                    name,
                    "store small constants within the model");
        }
        return values;
    }

    List<Long> integers() {
        return numbers().stream().map(Double::longValue).toList();
    }
}
