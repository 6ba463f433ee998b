package macjoule.model.net;

import java.util.List;
import macjoule.model.BadInputException;

/** The same elements seen, or moved, as a map of another shape. */
public record Reshape(Shape shape) implements Layer {
    @Override
    public String type() {
        return "reshape";
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = inputs.get(0);
        if (input.elements() != shape.elements()) {
            throw new BadInputException(
                    "a map of " + input + " has not the elements of one of " + shape,
                    "reshape",
                    "give a shape of " + input.elements() + " elements");
        }
        return shape;
    }
}
