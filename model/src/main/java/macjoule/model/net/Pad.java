package macjoule.model.net;

import java.util.List;

/** Zeros put around a feature map by a layer of their own. */
public record Pad(Padding padding) implements Layer {
    @Override
    public String type() {
        return "padding";
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = inputs.get(0);
        return new Shape(
                input.channels(),
                Math.addExact(input.height(), padding.vertical()),
                Math.addExact(input.width(), padding.horizontal()));
    }
}
