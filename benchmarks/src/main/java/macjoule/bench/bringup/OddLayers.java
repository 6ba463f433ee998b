package macjoule.bench.bringup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import macjoule.bench.engine.Workload;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Layer.Activation.Function;
import macjoule.model.net.Layer.ElementWise.Operation;
import macjoule.model.net.Layer.Pooling.Mode;
import macjoule.model.net.NetworkBuilder;
import macjoule.model.net.Pad;
import macjoule.model.net.Padding;
import macjoule.model.net.Reshape;
import macjoule.model.net.Rounding;
import macjoule.model.net.Shape;
import macjoule.model.net.Tensor;
import macjoule.model.net.Upsample;
import macjoule.model.net.Window;

/** Layers of each kind whose sizes fill no tile, no vector and no block, so that every edge of every kernel is crossed. */
final class OddLayers {
    private static final Shape MAP = new Shape(37, 19, 13);
    private static final Shape EVEN_CHANNELS = new Shape(64, 15, 17);
    private static final Padding UNEVEN = new Padding(0, 1, 2, 1);
    private static final int BATCH = 3;

    private OddLayers() {}

    static Map<String, Workload> all() {
        Map<String, Workload> cases = new LinkedHashMap<>();
        for (Shape map : List.of(MAP, EVEN_CHANNELS)) {
            convolutions(cases, map);
        }
        grouped(cases);
        whole(cases);
        rectified(cases);
        poolings(cases);
        moves(cases);
        others(cases);
        return cases;
    }

    private static void convolutions(Map<String, Workload> cases, Shape map) {
        String of = "of " + map.channels() + " channels ";
        for (int filters : new int[] {5, 33, 70, 131}) {
            cases.put(
                    of + "3x3 to " + filters, on(map, Convolution.of(filters, 3).pad(1)));
            cases.put(of + "1x1 to " + filters, on(map, Convolution.of(filters, 1)));
        }
        cases.put(of + "1x1 stride 2", on(map, Convolution.of(40, 1).stride(2).noBias()));
        cases.put(of + "1x1 padded", on(map, Convolution.of(40, 1).pad(1)));
        cases.put(
                of + "3x2 strides 2 and 1",
                on(map, Convolution.of(40, 3, 2).stride(2, 1).pad(1, 0)));
        cases.put(of + "1x7", on(map, Convolution.of(40, 1, 7).pad(0, 3)));
        cases.put(of + "uneven padding", on(map, Convolution.of(40, 3).stride(2).pad(UNEVEN)));
        cases.put(of + "dilated", on(map, Convolution.of(40, 3).dilation(2).pad(2)));
    }

    private static void grouped(Map<String, Workload> cases) {
        Shape map = new Shape(36, 11, 14);
        cases.put("2 groups", on(map, Convolution.of(50, 3).groups(2).pad(1)));
        cases.put(
                "3 groups, stride 2",
                on(map, Convolution.of(39, 3).groups(3).stride(2).noBias()));
        cases.put("1x1, 4 groups", on(map, Convolution.of(44, 1).groups(4)));
        cases.put("depthwise", on(map, Convolution.of(36, 3).groups(36).pad(1).noBias()));
        cases.put(
                "depthwise, 2 filters each",
                on(map, Convolution.of(72, 3).groups(36).stride(2).pad(1)));
        cases.put(
                "depthwise, uneven padding",
                on(map, Convolution.of(36, 3).groups(36).stride(2).pad(UNEVEN)));
        cases.put(
                "depthwise, dilated",
                on(map, Convolution.of(36, 3).groups(36).dilation(2).noBias()));
    }

    /** Maps whose places can be read four at a time, and vectors likewise: kernels of their own read them. */
    private static void whole(Map<String, Workload> cases) {
        cases.put("1x1 on places by fours", on(new Shape(130, 14, 10), Convolution.of(70, 1)));
        cases.put(
                "1x1 on places by fours, 2 groups",
                on(new Shape(36, 6, 10), Convolution.of(50, 1).groups(2).noBias()));
        cases.put("fully connected, terms by fours", on(Shape.vector(1012), new Layer.FullyConnected(77, true)));
    }

    /** What convolutions apply at their end, whole sums and sums in parts. */
    private static void rectified(Map<String, Workload> cases) {
        for (Shape map : List.of(MAP, EVEN_CHANNELS)) {
            cases.put(
                    "3x3 of " + map.channels() + " channels and ReLU",
                    rectified(map, Convolution.of(70, 3).pad(1)));
        }
        cases.put("fully connected and ReLU", rectified(Shape.vector(1012), new Layer.FullyConnected(77, true)));
    }

    private static Workload rectified(Shape map, Layer layer) {
        NetworkBuilder builder = new NetworkBuilder(layer.type());
        Tensor sums = builder.add("layer", layer, List.of(builder.input(map)));
        Tensor result = builder.add("relu", new Layer.Activation(Function.RELU), List.of(sums));
        return new Workload(result.network(), BATCH);
    }

    private static void moves(Map<String, Workload> cases) {
        cases.put("padding", on(MAP, new Pad(UNEVEN)));
        cases.put("upsampling", on(MAP, new Upsample(2, 3)));
        cases.put("reshaping", on(MAP, new Reshape(new Shape(19, 13, 37))));
    }

    private static void poolings(Map<String, Workload> cases) {
        Window three = Window.of(3).withStride(2, 2);
        for (Mode mode : Mode.values()) {
            for (Rounding rounding : Rounding.values()) {
                String name = "pooling " + mode + " " + rounding;
                cases.put(name, on(MAP, new Layer.Pooling(mode, three, rounding)));
                cases.put(
                        name + " padded",
                        on(MAP, new Layer.Pooling(mode, three.withPadding(Padding.all(1)), rounding)));
            }
            cases.put("global pooling " + mode, on(MAP, new Layer.GlobalPooling(mode)));
        }
    }

    private static void others(Map<String, Workload> cases) {
        cases.put("fully connected", on(MAP, new Layer.FullyConnected(101, true)));
        cases.put("fully connected, no bias", on(Shape.vector(999), new Layer.FullyConnected(10, false)));
        cases.put("batch norm", on(MAP, new Layer.BatchNorm()));
        cases.put("scale", on(MAP, new Layer.Scale()));
        for (Function function : Function.values()) {
            cases.put("activation " + function, on(MAP, new Layer.Activation(function)));
        }
        cases.put("lrn", on(MAP, new Layer.LocalResponseNorm(5)));
        cases.put("softmax of a vector", on(Shape.vector(1001), new Layer.Softmax()));
        cases.put("softmax of a map", on(MAP, new Layer.Softmax()));
        for (Operation operation : Operation.values()) {
            cases.put("element-wise " + operation, of(new Layer.ElementWise(operation), MAP, MAP));
        }
        cases.put("concat", of(new Layer.Concat(), MAP, MAP.withChannels(1), MAP.withChannels(64)));
    }

    private static Workload on(Shape map, Layer layer) {
        return of(layer, map);
    }

    private static Workload of(Layer layer, Shape... inputs) {
        return Workload.layer(layer, List.of(inputs), BATCH);
    }
}
