package macjoule.bench.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Layer.Activation.Function;
import macjoule.model.net.Layer.ElementWise.Operation;
import macjoule.model.net.Layer.Pooling.Mode;
import macjoule.model.net.Pad;
import macjoule.model.net.Padding;
import macjoule.model.net.Reshape;
import macjoule.model.net.Rounding;
import macjoule.model.net.Shape;
import macjoule.model.net.Upsample;
import macjoule.model.net.Window;

/** A layer of each kind, on shapes where rows, columns, channels and images cannot be mistaken for each other. */
final class LayerCases {
    private static final Shape MAP = new Shape(6, 9, 7);
    private static final Padding UNEVEN = new Padding(0, 1, 2, 1);

    private LayerCases() {}

    static Map<String, Workload> all() {
        Map<String, Workload> cases = new LinkedHashMap<>();
        convolutions(cases);
        poolings(cases);
        cases.put("fully connected", one(new Layer.FullyConnected(5, true)));
        cases.put("fully connected, no bias", one(new Layer.FullyConnected(5, false)));
        cases.put("fully connected, more weights than fit in caches", one(new Layer.FullyConnected(45_000, true)));
        cases.put("batch norm", one(new Layer.BatchNorm()));
        cases.put("scale", one(new Layer.Scale()));
        for (Function function : Function.values()) {
            cases.put("activation " + function, one(new Layer.Activation(function)));
        }
        cases.put("lrn across 3", one(new Layer.LocalResponseNorm(3)));
        cases.put("lrn across 5", one(new Layer.LocalResponseNorm(5)));
        cases.put("dropout", one(new Layer.Dropout()));
        cases.put("softmax of a vector", of(new Layer.Softmax(), Shape.vector(11)));
        cases.put("softmax of a map", one(new Layer.Softmax()));
        cases.put("flatten", one(new Layer.Flatten()));
        for (Operation operation : Operation.values()) {
            cases.put("element-wise " + operation, of(new Layer.ElementWise(operation), MAP, MAP, MAP));
        }
        cases.put(
                "element-wise, one value per channel",
                of(new Layer.ElementWise(Operation.PRODUCT), MAP, Shape.vector(6)));
        cases.put("element-wise, the other operand constant", one(new Layer.ElementWise(Operation.SUM)));
        moves(cases);
        cases.put("concat", of(new Layer.Concat(), MAP, MAP.withChannels(1), MAP.withChannels(4)));
        return cases;
    }

    private static void moves(Map<String, Workload> cases) {
        cases.put("padding, uneven", one(new Pad(UNEVEN)));
        cases.put("padding of a vector", of(new Pad(UNEVEN), Shape.vector(5)));
        cases.put("upsampling by 2 and 3", one(new Upsample(2, 3)));
        cases.put("reshape of as many channels", one(new Reshape(new Shape(6, 7, 9))));
        cases.put("reshape to fewer channels", one(new Reshape(new Shape(2, 27, 7))));
        cases.put("reshape to more channels", one(new Reshape(new Shape(18, 1, 21))));
        cases.put("reshape to a vector", one(new Reshape(Shape.vector(6 * 9 * 7))));
        cases.put("reshape of a vector", of(new Reshape(MAP), Shape.vector(6 * 9 * 7)));
    }

    private static void convolutions(Map<String, Workload> cases) {
        cases.put("convolution 3x3", one(Convolution.of(5, 3).pad(1)));
        cases.put("convolution 3x3, no bias", one(Convolution.of(5, 3).pad(1).noBias()));
        cases.put("convolution 1x1", one(Convolution.of(5, 1)));
        cases.put("convolution 1x1, no bias", one(Convolution.of(5, 1).noBias()));
        cases.put(
                "convolution 1x1, stride 2", one(Convolution.of(5, 1).stride(2).noBias()));
        cases.put("convolution 1x1, padded", one(Convolution.of(5, 1).pad(1)));
        cases.put(
                "convolution 3x2, strides 2 and 1",
                one(Convolution.of(5, 3, 2).stride(2, 1).pad(1, 0)));
        cases.put("convolution 1x7", one(Convolution.of(5, 1, 7).pad(0, 3)));
        cases.put(
                "convolution, uneven padding",
                one(Convolution.of(5, 3).stride(2).pad(UNEVEN)));
        cases.put("convolution, dilated", one(Convolution.of(5, 3).dilation(2).pad(1)));
        cases.put("convolution, 2 groups", one(Convolution.of(4, 3).groups(2).pad(1)));
        cases.put(
                "convolution, 3 groups, stride 2",
                one(Convolution.of(9, 3).groups(3).stride(2).noBias()));
        cases.put("convolution 1x1, 2 groups", one(Convolution.of(8, 1).groups(2)));
        cases.put("depthwise", one(Convolution.of(6, 3).groups(6).pad(1).noBias()));
        cases.put(
                "depthwise, 2 filters per channel",
                one(Convolution.of(12, 3).groups(6).stride(2).pad(1)));
        cases.put(
                "depthwise, uneven padding",
                one(Convolution.of(6, 3).groups(6).stride(2).pad(UNEVEN)));
        cases.put(
                "depthwise, dilated",
                one(Convolution.of(6, 3).groups(6).dilation(2).noBias()));
    }

    private static void poolings(Map<String, Workload> cases) {
        Window two = Window.of(2).withStride(2, 2);
        Window three = Window.of(3).withStride(2, 2);
        Window padded = three.withPadding(Padding.all(1));
        for (Mode mode : Mode.values()) {
            for (Rounding rounding : Rounding.values()) {
                String name = "pooling " + mode + ", rounding " + rounding + ", ";
                cases.put(name + "2x2", one(new Layer.Pooling(mode, two, rounding)));
                cases.put(name + "3x3", of(new Layer.Pooling(mode, three, rounding), new Shape(6, 10, 8)));
                cases.put(name + "padded", of(new Layer.Pooling(mode, padded, rounding), new Shape(6, 10, 7)));
                cases.put(
                        name + "uneven",
                        one(new Layer.Pooling(mode, three.withPadding(new Padding(0, 1, 1, 0)), rounding)));
            }
            Window wide = Window.of(2, 3).withDilation(2, 1);
            cases.put("pooling " + mode + ", 2x3 dilated", one(new Layer.Pooling(mode, wide, Rounding.DOWN)));
            cases.put(
                    "pooling " + mode + ", 3x3 in place",
                    one(new Layer.Pooling(mode, Window.of(3).withPadding(Padding.all(1)), Rounding.UP)));
            cases.put("global pooling " + mode, one(new Layer.GlobalPooling(mode)));
        }
    }

    private static Workload one(Layer layer) {
        return of(layer, MAP);
    }

    private static Workload of(Layer layer, Shape... inputs) {
        return Workload.layer(layer, new ArrayList<>(List.of(inputs)), 2);
    }
}
