package macjoule.model.format.onnx;

import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.format.graph.SamePadding;
import macjoule.model.net.Padding;
import macjoule.model.net.Shape;
import macjoule.model.net.Window;

/** The window of a convolution or a pooling. */
final class Windows {
    private Windows() {}

    /**
     * The window a node slides over {@code input}.
     *
     * @param kernel the kernel if the node does not state it
     */
    static Window of(OnnxNode node, List<Long> kernel, Shape input) {
        List<Long> size = axes("kernel_shape", node.integers("kernel_shape", kernel), 2);
        List<Long> stride = axes("strides", node.integers("strides", List.of(1L, 1L)), 2);
        List<Long> dilation = axes("dilations", node.integers("dilations", List.of(1L, 1L)), 2);
        Window window = Window.of(at(size, 0), at(size, 1))
                .withStride(at(stride, 0), at(stride, 1))
                .withDilation(at(dilation, 0), at(dilation, 1));
        return switch (node.text("auto_pad", "NOTSET")) {
            case "SAME_UPPER" -> SamePadding.upper(window, input);
            case "SAME_LOWER" -> SamePadding.lower(window, input);
            case "VALID" -> window;
            default -> window.withPadding(padding(axes("pads", node.integers("pads", List.of(0L, 0L, 0L, 0L)), 4)));
        };
    }

    /** All sides before, then all sides after. */
    static Padding padding(List<Long> pads) {
        return new Padding(at(pads, 0), at(pads, 2), at(pads, 1), at(pads, 3));
    }

    private static List<Long> axes(String attribute, List<Long> values, int count) {
        if (values.size() != count) {
            throw new BadInputException(
                    attribute + " " + values + " is not for two dimensions", attribute, "only images can be read");
        }
        return values;
    }

    private static int at(List<Long> values, int index) {
        return Math.toIntExact(values.get(index));
    }
}
