package macjoule.model.format.onnx;

import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.format.graph.Assembly;
import macjoule.model.format.graph.Reshaping;
import macjoule.model.net.Layer;
import macjoule.model.net.Pad;
import macjoule.model.net.Reshape;
import macjoule.model.net.Shape;
import macjoule.model.net.Upsample;

/** Operators that only change shapes. In ONNX the batch is the first axis and channels are the second. */
final class ShapeRules {
    private final Assembly assembly;
    private final Constants constants;

    ShapeRules(Assembly assembly, Constants constants) {
        this.assembly = assembly;
        this.constants = constants;
    }

    Layer concat(OnnxNode node, List<String> inputs) {
        long axis = node.integer("axis", 1);
        boolean vectors = inputs.stream().map(assembly::shape).allMatch(ShapeRules::isVector);
        if (axis != 1 && axis != (vectors ? -1 : -3)) {
            throw new BadInputException("concatenation along axis " + axis, "axis", "only channels can be stacked");
        }
        return new Layer.Concat();
    }

    Layer flatten(OnnxNode node) {
        long axis = node.integer("axis", 1);
        if (axis != 1) {
            throw new BadInputException("a flatten from axis " + axis, "axis", "only axis 1 keeps images apart");
        }
        return new Layer.Flatten();
    }

    Layer reshape(OnnxNode node) {
        // Before opset 5 the target was an attribute.
        List<Long> target =
                node.hasInput(1) ? constants.require(node.input(1)).integers() : node.integers("shape", List.of());
        return new Reshape(Reshaping.of(input(node), target.stream().skip(1).toList()));
    }

    /** An axis of size one more or less makes no difference to a vector. */
    Layer sameElements(OnnxNode node) {
        Shape input = input(node);
        if (!isVector(input)) {
            throw new BadInputException(
                    node.operator() + " of a map of " + input, node.operator(), "only vectors can be squeezed");
        }
        return new Reshape(input);
    }

    Layer transpose(OnnxNode node) {
        List<Long> order = node.integers("perm", List.of());
        Shape input = input(node);
        List<Integer> sizes = List.of(input.channels(), input.height(), input.width());
        boolean swapsGroupsOnly = order.equals(List.of(0L, 2L, 1L, 3L, 4L));
        if (swapsGroupsOnly) {
            return new Reshape(input);
        }
        if (order.size() != 4 || order.get(0) != 0 || !order.containsAll(List.of(1L, 2L, 3L))) {
            throw new BadInputException("a transposition " + order, "perm", "only axes of one image can be swapped");
        }
        return new Reshape(new Shape(
                sizes.get(order.get(1).intValue() - 1),
                sizes.get(order.get(2).intValue() - 1),
                sizes.get(order.get(3).intValue() - 1)));
    }

    Layer pad(OnnxNode node) {
        // Before opset 11 the amounts were an attribute.
        List<Long> pads = node.hasInput(1)
                ? constants.require(node.input(1)).integers()
                : node.integers("pads", node.integers("paddings", List.of()));
        boolean spatialOnly =
                pads.size() == 8 && pads.get(0) == 0 && pads.get(1) == 0 && pads.get(4) == 0 && pads.get(5) == 0;
        if (!spatialOnly) {
            throw new BadInputException("padding of " + pads, "pads", "only height and width can be padded");
        }
        return new Pad(Windows.padding(List.of(pads.get(2), pads.get(3), pads.get(6), pads.get(7))));
    }

    /** Upsample and the oldest Resize give factors second, later ones give factors third or sizes fourth. */
    Layer resize(OnnxNode node) {
        Shape input = input(node);
        if (node.hasInput(3)) {
            List<Double> sizes = constants.require(node.input(3)).numbers();
            return upsample(List.of(1.0, 1.0, at(sizes, 2) / input.height(), at(sizes, 3) / input.width()));
        }
        if (node.has("scales")) {
            return upsample(node.attribute("scales").orElseThrow().numbers());
        }
        return upsample(constants.require(node.input(node.hasInput(2) ? 2 : 1)).numbers());
    }

    private static Layer upsample(List<Double> factors) {
        boolean whole = factors.stream().allMatch(factor -> factor >= 1 && factor == Math.rint(factor));
        if (factors.size() != 4 || !whole || factors.get(0) != 1 || factors.get(1) != 1) {
            throw new BadInputException(
                    "enlarging by " + factors, "scales", "only height and width can grow, by whole factors");
        }
        return new Upsample(factors.get(2).intValue(), factors.get(3).intValue());
    }

    private static double at(List<Double> sizes, int index) {
        if (sizes.size() != 4) {
            throw new BadInputException("sizes " + sizes, "sizes", "give batch, channels, height and width");
        }
        return sizes.get(index);
    }

    private Shape input(OnnxNode node) {
        return assembly.shape(node.input(0));
    }

    private static boolean isVector(Shape shape) {
        return shape.equals(Shape.vector(shape.channels()));
    }
}
