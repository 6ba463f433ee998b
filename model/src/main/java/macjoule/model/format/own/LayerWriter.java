package macjoule.model.format.own;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import macjoule.model.format.graph.Activations;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Pad;
import macjoule.model.net.Padding;
import macjoule.model.net.Reshape;
import macjoule.model.net.Rounding;
import macjoule.model.net.Upsample;
import macjoule.model.net.Window;

/** Writes what defines a layer, as {@link LayerReader} reads it; layers defined by their type alone have nothing to write. */
final class LayerWriter {
    private LayerWriter() {}

    static void write(Layer layer, ObjectNode fields) {
        if (layer instanceof Convolution convolution) {
            convolution(convolution, fields);
        } else if (layer instanceof Layer.FullyConnected connected) {
            fields.put("outputs", connected.outputs());
            unlessTrue(fields, "bias", connected.bias());
        } else if (layer instanceof Layer.Pooling pooling) {
            fields.put("mode", lowerCase(pooling.mode()));
            window(pooling.window(), fields);
            if (pooling.rounding() == Rounding.UP) {
                fields.put("rounding", lowerCase(pooling.rounding()));
            }
        } else if (layer instanceof Layer.GlobalPooling pooling) {
            fields.put("mode", lowerCase(pooling.mode()));
            fields.put("global", true);
        } else if (layer instanceof Layer.SameShape sameShape) {
            sameShape(sameShape, fields);
        } else if (layer instanceof Layer.ElementWise elementWise) {
            fields.put("operation", lowerCase(elementWise.operation()));
        } else {
            shapeChange(layer, fields);
        }
    }

    private static void sameShape(Layer.SameShape layer, ObjectNode fields) {
        if (layer instanceof Layer.Activation activation) {
            fields.put("function", Activations.nameOf(activation.function()));
        } else if (layer instanceof Layer.LocalResponseNorm norm) {
            fields.put("size", norm.size());
        } else if (layer instanceof Layer.BatchNorm norm) {
            unlessTrue(fields, "scale", norm.scale());
            unlessTrue(fields, "shift", norm.shift());
        }
    }

    private static void shapeChange(Layer layer, ObjectNode fields) {
        if (layer instanceof Layer.Input input) {
            fields.put("shape", input.shape().toString());
        } else if (layer instanceof Reshape reshape) {
            fields.put("shape", reshape.shape().toString());
        } else if (layer instanceof Pad pad) {
            padding(pad.padding(), fields);
        } else if (layer instanceof Upsample upsample) {
            pair(fields, "factor", upsample.vertical(), upsample.horizontal());
        }
    }

    private static void convolution(Convolution convolution, ObjectNode fields) {
        fields.put("filters", convolution.filters());
        window(convolution.window(), fields);
        if (convolution.groups() != 1) {
            fields.put("groups", convolution.groups());
        }
        unlessTrue(fields, "bias", convolution.bias());
    }

    private static void window(Window window, ObjectNode fields) {
        pair(fields, "kernel", window.kernelHeight(), window.kernelWidth());
        if (window.strideHeight() != 1 || window.strideWidth() != 1) {
            pair(fields, "stride", window.strideHeight(), window.strideWidth());
        }
        if (!window.padding().equals(Padding.NONE)) {
            padding(window.padding(), fields);
        }
        if (window.dilationHeight() != 1 || window.dilationWidth() != 1) {
            pair(fields, "dilation", window.dilationHeight(), window.dilationWidth());
        }
    }

    private static void padding(Padding padding, ObjectNode fields) {
        if (padding.top() == padding.bottom() && padding.left() == padding.right()) {
            pair(fields, "pad", padding.top(), padding.left());
        } else {
            fields.putArray("pad")
                    .add(padding.top())
                    .add(padding.bottom())
                    .add(padding.left())
                    .add(padding.right());
        }
    }

    private static void pair(ObjectNode fields, String field, int vertical, int horizontal) {
        if (vertical == horizontal) {
            fields.put(field, vertical);
        } else {
            fields.putArray(field).add(vertical).add(horizontal);
        }
    }

    private static void unlessTrue(ObjectNode fields, String field, boolean value) {
        if (!value) {
            fields.put(field, false);
        }
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
