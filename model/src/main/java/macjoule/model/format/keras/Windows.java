package macjoule.model.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.format.graph.JsonFields;
import macjoule.model.format.graph.Reshaping;
import macjoule.model.format.graph.SamePadding;
import macjoule.model.net.Layer;
import macjoule.model.net.Pad;
import macjoule.model.net.Padding;
import macjoule.model.net.Reshape;
import macjoule.model.net.Shape;
import macjoule.model.net.Window;

/** Sizes in the configuration of Keras layers: windows, padding and target shapes, the latter with channels last. */
final class Windows {
    private Windows() {}

    static Window ofConvolution(JsonFields config, Shape input) {
        JsonFields.Pair kernel = config.pair("kernel_size");
        JsonFields.Pair stride = config.pair("strides", 1);
        JsonFields.Pair dilation = config.pair("dilation_rate", 1);
        Window window = Window.of(kernel.vertical(), kernel.horizontal())
                .withStride(stride.vertical(), stride.horizontal())
                .withDilation(dilation.vertical(), dilation.horizontal());
        return padded(window, config, input);
    }

    /** A pooling window moves by its own size unless told otherwise. */
    static Window ofPooling(JsonFields config, Shape input) {
        JsonFields.Pair size = config.pair("pool_size", 2);
        Window window = Window.of(size.vertical(), size.horizontal());
        JsonFields.Pair stride = config.has("strides") ? config.pair("strides", 1) : size;
        return padded(window.withStride(stride.vertical(), stride.horizontal()), config, input);
    }

    private static Window padded(Window window, JsonFields config, Shape input) {
        String padding = config.text("padding", "valid");
        return switch (padding) {
            case "valid" -> window;
            case "same" -> SamePadding.upper(window, input);
            default -> throw new BadInputException("padding '" + padding + "'", "padding", "use valid or same");
        };
    }

    /** One number, one for each axis, or two for each axis. */
    static Layer zeroPadding(JsonFields config) {
        JsonNode padding = config.node("padding");
        if (padding.path(0).isArray()) {
            JsonNode vertical = padding.path(0);
            JsonNode horizontal = padding.path(1);
            return new Pad(new Padding(
                    amount(vertical.path(0)),
                    amount(vertical.path(1)),
                    amount(horizontal.path(0)),
                    amount(horizontal.path(1))));
        }
        JsonFields.Pair both = config.pair("padding", 1);
        return new Pad(Padding.of(both.vertical(), both.horizontal()));
    }

    private static int amount(JsonNode node) {
        if (!node.canConvertToInt()) {
            throw new BadInputException(
                    "a padding that is not a whole number", "padding", "write [[top, bottom], [left, right]]");
        }
        return node.intValue();
    }

    static Layer reshape(JsonFields config, Shape input) {
        List<Long> target =
                config.integers("target_shape").stream().map(Integer::longValue).toList();
        return new Reshape(
                switch (target.size()) {
                    case 1 -> Reshaping.of(input, target);
                    case 3 -> Reshaping.of(input, List.of(target.get(2), target.get(0), target.get(1)));
                    default ->
                        throw new BadInputException(
                                "a target shape of " + target, "target_shape", "only vectors and maps are known");
                });
    }
}
