package macjoule.model.format.caffe;

import java.util.List;
import java.util.Set;
import macjoule.model.BadInputException;
import macjoule.model.format.graph.Assembly;
import macjoule.model.net.Shape;
import org.jspecify.annotations.Nullable;

/** Where images enter a Caffe network: inputs declared for the whole network, or layers that read a data set. */
final class Sources {
    private static final Set<String> KINDS =
            Set.of("input", "data", "imagedata", "memorydata", "hdf5data", "windowdata", "dummydata");
    // Data sets hold colour images unless a layer says otherwise; the channels are written nowhere.
    private static final int COLOURS = 3;

    private Sources() {}

    /** The old way: {@code input}, with four {@code input_dim} or one {@code input_shape} for each. */
    static void declared(Message network, Assembly assembly) {
        List<String> names = network.texts("input");
        List<Integer> dims = network.integers("input_dim");
        List<Message> shapes = network.messages("input_shape");
        for (int i = 0; i < names.size(); i++) {
            List<Integer> own = i < shapes.size()
                    ? shapes.get(i).integers("dim")
                    : dims.subList(Math.min(4 * i, dims.size()), Math.min(4 * i + 4, dims.size()));
            if (!areLabels(own)) {
                assembly.input(names.get(i), shape(own));
            }
        }
    }

    static boolean isSource(CaffeLayer layer) {
        return KINDS.contains(layer.kind());
    }

    /** A layer that gives images; whatever it gives besides, such as labels, does not count. */
    static void layer(CaffeLayer layer, Assembly assembly) {
        if (layer.outputs().isEmpty()) {
            throw new BadInputException("a " + layer.type() + " layer without top", "top", "name what it gives");
        }
        if (areLabels(layer.parameters("input_param").message("shape").integers("dim"))) {
            return;
        }
        boolean asDeclared = assembly.input(layer.outputs().get(0), shape(layer));
        if (asDeclared && cropSize(layer) > 0) {
            assembly.note("the channels of the images are written nowhere; taken to be " + channels(layer));
        }
    }

    private static @Nullable Shape shape(CaffeLayer layer) {
        Message stated = layer.parameters(layer.kind().equals("dummydata") ? "dummy_data_param" : "input_param");
        if (stated.has("shape")) {
            return shape(stated.messages("shape").get(0).integers("dim"));
        }
        Message memory = layer.parameters("memory_data_param");
        if (memory.has("channels")) {
            return new Shape(memory.integer("channels", 0), memory.required("height"), memory.required("width"));
        }
        int crop = cropSize(layer);
        return crop == 0 ? null : new Shape(channels(layer), crop, crop);
    }

    /** One number per image: what only losses read, and does not count. */
    private static boolean areLabels(List<Integer> dims) {
        return dims.size() == 1;
    }

    private static int cropSize(CaffeLayer layer) {
        int inOldPlace = layer.parameters("data_param").integer("crop_size", 0);
        return layer.parameters("transform_param").integer("crop_size", inOldPlace);
    }

    private static int channels(CaffeLayer layer) {
        return layer.parameters("transform_param").flag("force_gray", false) ? 1 : COLOURS;
    }

    /** The shape of one image in a batch of this size. */
    private static @Nullable Shape shape(List<Integer> dims) {
        return switch (dims.size()) {
            case 0 -> null;
            case 2 -> Shape.vector(dims.get(1));
            case 4 -> new Shape(dims.get(1), dims.get(2), dims.get(3));
            default ->
                throw new BadInputException(
                        "an input of the dimensions " + dims, "input", "give batch, channels, height and width");
        };
    }
}
