package macjoule.model.format.darknet;

import java.util.ArrayList;
import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.format.graph.Activations;
import macjoule.model.format.graph.Assembly;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Layer.ElementWise.Operation;
import macjoule.model.net.Layer.Pooling.Mode;
import macjoule.model.net.Padding;
import macjoule.model.net.Reshape;
import macjoule.model.net.Rounding;
import macjoule.model.net.Shape;
import macjoule.model.net.Upsample;
import macjoule.model.net.Window;
import org.jspecify.annotations.Nullable;

/** What each kind of section computes. Its defaults are those of darknet's own parser. */
final class LayerRules {
    private static final String LINEAR = "linear";

    private final Assembly assembly;
    /** The value each section gives, by its number, which is how sections refer to each other. */
    private final List<String> outputs = new ArrayList<>();

    private String previous = "input";

    LayerRules(Assembly assembly) {
        this.assembly = assembly;
    }

    void input(@Nullable Shape image) {
        assembly.input(previous, image);
    }

    String nextName(Section section) {
        return section.kind() + "-" + outputs.size();
    }

    void apply(Section section) {
        String name = nextName(section);
        switch (section.kind()) {
            case "convolutional", "conv" -> convolution(section, name);
            case "connected", "conn" -> connected(section, name);
            case "maxpool", "max" -> add(name, maxPool(section));
            case "avgpool", "avg" -> add(name, new Layer.GlobalPooling(Mode.AVERAGE));
            case "normalization", "lrn" -> add(name, new Layer.LocalResponseNorm(section.integer("size", 5)));
            case "dropout" -> add(name, new Layer.Dropout());
            case "softmax", "soft" -> add(name, new Layer.Softmax());
            case "activation" -> activation(section.text("activation", LINEAR), name, previous);
            case "upsample" -> add(name, new Upsample(section.integer("stride", 2), section.integer("stride", 2)));
            case "reorg" -> add(name, reorganised(section.integer("stride", 1)));
            case "route" -> route(section, name);
            case "shortcut" -> shortcut(section, name);
            // They turn scores into boxes or a loss, which is not the network's arithmetic.
            case "yolo", "region", "detection", "cost" -> assembly.alias(name, previous);
            default -> assembly.unknown("[" + section.kind() + "]", List.of(previous), List.of(name));
        }
        outputs.add(name);
        previous = name;
    }

    private void add(String name, Layer layer) {
        assembly.add(name, layer, List.of(previous), name);
    }

    private void convolution(Section section, String name) {
        int size = section.integer("size", 1);
        int stride = section.integer("stride", 1);
        int padding = section.flag("pad") ? size / 2 : section.integer("padding", 0);
        int dilation = section.integer("dilation", 1);
        Window window = Window.of(size)
                .withStride(section.integer("stride_y", stride), section.integer("stride_x", stride))
                .withPadding(Padding.all(padding))
                .withDilation(dilation, dilation);
        int groups = section.integer("groups", 1);
        boolean normalised = section.flag("batch_normalize");
        add(name, new Convolution(section.integer("filters", 1), window, groups, !normalised));
        finish(section, name, "logistic");
    }

    private void connected(Section section, String name) {
        add(name, new Layer.FullyConnected(section.integer("output", 1), !section.flag("batch_normalize")));
        finish(section, name, "logistic");
    }

    private void finish(Section section, String name, String defaultActivation) {
        if (section.flag("batch_normalize")) {
            assembly.follow(name, "bn", new Layer.BatchNorm());
        }
        activation(section.text("activation", defaultActivation), name, name);
    }

    private void activation(String function, String name, String input) {
        if (function.equals(LINEAR)) {
            assembly.alias(name, input);
            return;
        }
        Activations.find(function)
                .map(Layer.Activation::new)
                .ifPresentOrElse(
                        known -> assembly.add(
                                name.equals(input) ? name + "/" + function : name, known, List.of(input), name),
                        () -> assembly.unknown("activation " + function, List.of(input), List.of(name)));
    }

    /** Darknet pads by size - 1 in all unless told otherwise, the smaller half before. */
    private static Layer maxPool(Section section) {
        int stride = section.integer("stride", 1);
        int size = section.integer("size", stride);
        int padding = section.integer("padding", size - 1);
        int before = padding / 2;
        int after = padding - before;
        Window window = Window.of(size)
                .withStride(section.integer("stride_y", stride), section.integer("stride_x", stride))
                .withPadding(new Padding(before, after, before, after));
        return new Layer.Pooling(Mode.MAX, window, Rounding.DOWN);
    }

    /** Squares of pixels become channels. */
    private Layer reorganised(int stride) {
        Shape input = assembly.shape(previous);
        if (stride < 1 || input.height() % stride != 0 || input.width() % stride != 0) {
            throw new BadInputException(
                    "a map of " + input + " does not split into squares of " + stride,
                    "stride",
                    "give a stride that divides height and width");
        }
        return new Reshape(new Shape(
                Math.multiplyExact(input.channels(), stride * stride),
                input.height() / stride,
                input.width() / stride));
    }

    private void route(Section section, String name) {
        if (section.integer("groups", 1) != 1) {
            throw new BadInputException(
                    "a route that takes one of " + section.integer("groups", 1) + " groups",
                    "groups",
                    "only whole outputs can be routed");
        }
        List<String> sources =
                section.integers("layers").stream().map(this::output).toList();
        assembly.add(name, new Layer.Concat(), sources, name);
    }

    private void shortcut(Section section, String name) {
        List<String> sources = new ArrayList<>(List.of(previous));
        section.integers("from").stream().map(this::output).forEach(sources::add);
        assembly.add(name, new Layer.ElementWise(Operation.SUM), sources, name);
        activation(section.text("activation", LINEAR), name, name);
    }

    /** What a section gives: counted from the first if {@code index} is not negative, else back from the present one. */
    private String output(int index) {
        int absolute = index < 0 ? outputs.size() + index : index;
        if (absolute < 0 || absolute >= outputs.size()) {
            throw new BadInputException(
                    "it reads layer " + index + ", which is not before it",
                    "layers",
                    "give the number of an earlier layer, or how many layers back it is");
        }
        return outputs.get(absolute);
    }
}
