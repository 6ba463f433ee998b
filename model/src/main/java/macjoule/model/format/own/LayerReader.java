package macjoule.model.format.own;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import macjoule.model.BadInputException;
import macjoule.model.format.graph.Activations;
import macjoule.model.format.graph.JsonFields;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Layer.ElementWise.Operation;
import macjoule.model.net.Layer.Pooling.Mode;
import macjoule.model.net.Pad;
import macjoule.model.net.Padding;
import macjoule.model.net.Reshape;
import macjoule.model.net.Rounding;
import macjoule.model.net.Shape;
import macjoule.model.net.Upsample;
import macjoule.model.net.Window;

/** Turns the fields of one layer into what it computes. */
final class LayerReader {
    private static final Set<String> COMMON = Set.of("name", "type", "inputs");
    private static final String[] WINDOW = {"kernel", "stride", "pad", "dilation"};

    private final JsonFields fields;

    private LayerReader(JsonFields fields) {
        this.fields = fields;
    }

    /**
     * The layer, or nothing if there is no such type.
     *
     * @param input the shape it reads, asked for only if the type depends on it
     */
    static Optional<Layer> read(JsonFields fields, Supplier<Shape> input) {
        return new LayerReader(fields).layer(input);
    }

    private Optional<Layer> layer(Supplier<Shape> input) {
        return Optional.ofNullable(
                switch (fields.text("type")) {
                    case "convolution" -> convolution();
                    case "depthwise-convolution" -> depthwise(input.get().channels());
                    case "pooling" -> pooling();
                    case "fully-connected" -> fullyConnected();
                    case "batch-norm" -> batchNorm();
                    case "activation" -> activation();
                    case "element-wise" -> elementWise();
                    case "lrn" -> only(new Layer.LocalResponseNorm(fields.integer("size")), "size");
                    case "scale" -> only(new Layer.Scale());
                    case "dropout" -> only(new Layer.Dropout());
                    case "softmax" -> only(new Layer.Softmax());
                    case "concat" -> only(new Layer.Concat());
                    case "flatten" -> only(new Layer.Flatten());
                    case "padding" -> only(new Pad(padding()), "pad");
                    case "upsample" -> upsample();
                    case "reshape" -> only(new Reshape(Shape.parse(fields.text("shape"))), "shape");
                    default -> null;
                });
    }

    private Layer convolution() {
        allow("filters", "groups", "bias");
        return new Convolution(
                fields.integer("filters"), window(), fields.integer("groups", 1), fields.flag("bias", true));
    }

    /** Shorthand for a convolution with as many groups as channels. */
    private Layer depthwise(int channels) {
        allow("filters", "bias");
        return new Convolution(fields.integer("filters", channels), window(), channels, fields.flag("bias", true));
    }

    private Layer pooling() {
        Mode mode = choice("mode", Mode.class);
        if (fields.flag("global", false)) {
            return only(new Layer.GlobalPooling(mode), "mode", "global");
        }
        allow("mode", "global", "rounding");
        Rounding rounding = fields.has("rounding") ? choice("rounding", Rounding.class) : Rounding.DOWN;
        return new Layer.Pooling(mode, window(), rounding);
    }

    private Layer fullyConnected() {
        return only(new Layer.FullyConnected(fields.integer("outputs"), fields.flag("bias", true)), "outputs", "bias");
    }

    private Layer batchNorm() {
        return only(new Layer.BatchNorm(fields.flag("scale", true), fields.flag("shift", true)), "scale", "shift");
    }

    private Layer activation() {
        String name = fields.text("function");
        return Activations.find(name)
                .map(function -> only(new Layer.Activation(function), "function"))
                .orElseThrow(() -> new BadInputException(
                        "the function '" + name + "' is not known",
                        "function",
                        "use " + names(Layer.Activation.Function.class)));
    }

    private Layer elementWise() {
        return only(new Layer.ElementWise(choice("operation", Operation.class)), "operation");
    }

    private Layer upsample() {
        JsonFields.Pair factor = fields.pair("factor");
        return only(new Upsample(factor.vertical(), factor.horizontal()), "factor");
    }

    private Window window() {
        JsonFields.Pair kernel = fields.pair("kernel");
        JsonFields.Pair stride = fields.pair("stride", 1);
        JsonFields.Pair dilation = fields.pair("dilation", 1);
        return Window.of(kernel.vertical(), kernel.horizontal())
                .withStride(stride.vertical(), stride.horizontal())
                .withDilation(dilation.vertical(), dilation.horizontal())
                .withPadding(fields.has("pad") ? padding() : Padding.NONE);
    }

    private Padding padding() {
        List<Integer> sides = fields.integers("pad");
        if (sides.size() == 4) {
            return new Padding(sides.get(0), sides.get(1), sides.get(2), sides.get(3));
        }
        JsonFields.Pair both = fields.pair("pad");
        return Padding.of(both.vertical(), both.horizontal());
    }

    private <E extends Enum<E>> E choice(String field, Class<E> type) {
        String text = fields.text(field);
        try {
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new BadInputException(field + " '" + text + "' is not known", field, "use " + names(type));
        }
    }

    private static <E extends Enum<E>> String names(Class<E> type) {
        Set<String> names = new TreeSet<>();
        for (E value : type.getEnumConstants()) {
            names.add(value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        return String.join(", ", names);
    }

    private Layer only(Layer layer, String... known) {
        Set<String> allowed = new TreeSet<>(COMMON);
        allowed.addAll(List.of(known));
        fields.allowOnly(allowed);
        return layer;
    }

    private void allow(String... known) {
        Set<String> allowed = new TreeSet<>(COMMON);
        allowed.addAll(List.of(WINDOW));
        allowed.addAll(List.of(known));
        fields.allowOnly(allowed);
    }
}
