package macjoule.model.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.format.graph.Activations;
import macjoule.model.format.graph.Assembly;
import macjoule.model.format.graph.JsonFields;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Layer.ElementWise.Operation;
import macjoule.model.net.Layer.Pooling.Mode;
import macjoule.model.net.Rounding;
import macjoule.model.net.Shape;
import macjoule.model.net.Upsample;

/** What each class of Keras layer computes. */
final class LayerRules {
    private static final String LINEAR = "linear";

    private final Assembly assembly;

    LayerRules(Assembly assembly) {
        this.assembly = assembly;
    }

    void apply(KerasLayer layer) {
        JsonFields config = layer.config();
        requireChannelsLast(config);
        switch (layer.type()) {
            case "InputLayer" -> assembly.input(layer.name(), InputShape.of(config, MissingNode.getInstance()));
            case "Conv2D" -> convolution(layer);
            case "DepthwiseConv2D" -> depthwise(layer);
            case "SeparableConv2D" -> separable(layer);
            case "Dense" -> dense(layer);
            case "BatchNormalization" ->
                add(layer, new Layer.BatchNorm(config.flag("scale", true), config.flag("center", true)));
            case "Activation" -> activation(layer, activationName(config), input(layer));
            case "ReLU" -> activation(layer, config.node("max_value").asInt() == 6 ? "relu6" : "relu", input(layer));
            case "LeakyReLU", "PReLU", "ELU", "Softmax" -> activation(layer, layer.type(), input(layer));
            case "MaxPooling2D", "MaxPool2D" -> pooling(layer, Mode.MAX);
            case "AveragePooling2D", "AvgPool2D" -> pooling(layer, Mode.AVERAGE);
            case "GlobalMaxPooling2D", "GlobalMaxPool2D" -> add(layer, new Layer.GlobalPooling(Mode.MAX));
            case "GlobalAveragePooling2D", "GlobalAvgPool2D" -> add(layer, new Layer.GlobalPooling(Mode.AVERAGE));
            default -> applyRearranging(layer);
        }
    }

    /** Layers that combine or rearrange, with little arithmetic of their own. */
    private void applyRearranging(KerasLayer layer) {
        JsonFields config = layer.config();
        switch (layer.type()) {
            case "Add", "Subtract", "Average" -> add(layer, new Layer.ElementWise(Operation.SUM));
            case "Multiply" -> add(layer, new Layer.ElementWise(Operation.PRODUCT));
            case "Maximum", "Minimum" -> add(layer, new Layer.ElementWise(Operation.MAX));
            // Both take each element times a constant plus a constant.
            case "Rescaling", "Normalization" -> add(layer, new Layer.ElementWise(Operation.PRODUCT));
            case "Concatenate" -> concatenate(layer);
            case "Dropout", "SpatialDropout2D", "GaussianDropout", "GaussianNoise" -> add(layer, new Layer.Dropout());
            case "ZeroPadding2D" -> add(layer, Windows.zeroPadding(config));
            case "UpSampling2D" -> {
                JsonFields.Pair size = config.pair("size", 2);
                add(layer, new Upsample(size.vertical(), size.horizontal()));
            }
            case "Flatten" -> add(layer, new Layer.Flatten());
            case "Reshape" -> add(layer, Windows.reshape(config, assembly.shape(input(layer))));
            default -> assembly.unknown(layer.type(), layer.inputs(), List.of(layer.name()));
        }
    }

    private void add(KerasLayer layer, Layer operation) {
        assembly.add(layer.name(), operation, layer.inputs(), layer.name());
    }

    private void convolution(KerasLayer layer) {
        JsonFields config = layer.config();
        add(
                layer,
                new Convolution(
                        config.integer("filters"),
                        Windows.ofConvolution(config, assembly.shape(input(layer))),
                        config.integer("groups", 1),
                        config.flag("use_bias", true)));
        activateOutput(layer);
    }

    private void depthwise(KerasLayer layer) {
        add(layer, perChannel(layer, layer.config().flag("use_bias", true)));
        activateOutput(layer);
    }

    /** Two convolutions: each channel by itself, then across channels; the bias belongs to the second. */
    private void separable(KerasLayer layer) {
        String between = layer.name() + "/depthwise";
        assembly.add(between, perChannel(layer, false), layer.inputs(), between);
        Convolution across = Convolution.of(layer.config().integer("filters"), 1);
        boolean bias = layer.config().flag("use_bias", true);
        assembly.add(layer.name(), bias ? across : across.noBias(), List.of(between), layer.name());
        activateOutput(layer);
    }

    private Convolution perChannel(KerasLayer layer, boolean bias) {
        Shape input = assembly.shape(input(layer));
        int filters = Math.multiplyExact(input.channels(), layer.config().integer("depth_multiplier", 1));
        return new Convolution(filters, Windows.ofConvolution(layer.config(), input), input.channels(), bias);
    }

    /** Keras applies a dense layer to each position by itself, which over a map is a 1x1 convolution. */
    private void dense(KerasLayer layer) {
        Shape input = assembly.shape(input(layer));
        int units = layer.config().integer("units");
        boolean bias = layer.config().flag("use_bias", true);
        Convolution everywhere = Convolution.of(units, 1);
        add(
                layer,
                input.equals(Shape.vector(input.channels()))
                        ? new Layer.FullyConnected(units, bias)
                        : bias ? everywhere : everywhere.noBias());
        activateOutput(layer);
    }

    private void pooling(KerasLayer layer, Mode mode) {
        add(
                layer,
                new Layer.Pooling(
                        mode, Windows.ofPooling(layer.config(), assembly.shape(input(layer))), Rounding.DOWN));
    }

    private void concatenate(KerasLayer layer) {
        int axis = layer.config().integer("axis", -1);
        Shape first = assembly.shape(input(layer));
        boolean vector = first.equals(Shape.vector(first.channels()));
        if (axis != -1 && axis != (vector ? 1 : 3) && axis != 3) {
            throw new BadInputException("concatenation along axis " + axis, "axis", "only channels can be stacked");
        }
        add(layer, new Layer.Concat());
    }

    /** The activation that a layer has within itself becomes a layer of its own. */
    private void activateOutput(KerasLayer layer) {
        activation(layer, activationName(layer.config()), layer.name());
    }

    private void activation(KerasLayer layer, String function, String input) {
        if (function.equals(LINEAR)) {
            assembly.alias(layer.name(), input);
            return;
        }
        String name = input.equals(layer.name()) ? layer.name() + "/" + function : layer.name();
        if (function.equalsIgnoreCase("softmax")) {
            assembly.add(name, new Layer.Softmax(), List.of(input), layer.name());
            return;
        }
        Activations.find(function)
                .map(Layer.Activation::new)
                .ifPresentOrElse(
                        known -> assembly.add(name, known, List.of(input), layer.name()),
                        () -> assembly.unknown("activation " + function, List.of(input), List.of(layer.name())));
    }

    /** Keras writes the name of a function, or an object that holds it. */
    private static String activationName(JsonFields config) {
        JsonNode activation = config.node("activation");
        if (activation.isObject()) {
            JsonNode inner = activation.path("config");
            return inner.isTextual()
                    ? inner.textValue()
                    : activation.path("class_name").asText(LINEAR);
        }
        return config.text("activation", LINEAR);
    }

    private static void requireChannelsLast(JsonFields config) {
        if (config.text("data_format", "channels_last").equals("channels_first")) {
            throw new BadInputException(
                    "data_format channels_first", "data_format", "export the model with channels_last");
        }
    }

    private static String input(KerasLayer layer) {
        if (layer.inputs().isEmpty()) {
            throw new BadInputException("it reads no other layer", "inbound_nodes", "say what the layer reads");
        }
        return layer.inputs().get(0);
    }
}
