package macjoule.model.net;

import java.util.List;
import macjoule.model.BadInputException;

/** Enlarges a map by whole factors, by whatever interpolation. */
public record Upsample(int vertical, int horizontal) implements Layer {
    public Upsample {
        if (vertical < 1 || horizontal < 1) {
            throw new BadInputException(
                    "enlarging by " + vertical + "x" + horizontal, "upsample", "give whole factors of 1 or more");
        }
    }

    @Override
    public String type() {
        return "upsample";
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = inputs.get(0);
        return new Shape(
                input.channels(),
                Math.multiplyExact(input.height(), vertical),
                Math.multiplyExact(input.width(), horizontal));
    }
}
