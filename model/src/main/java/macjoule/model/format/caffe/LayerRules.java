package macjoule.model.format.caffe;

import java.util.List;
import java.util.Optional;
import macjoule.model.BadInputException;
import macjoule.model.format.graph.Activations;
import macjoule.model.format.graph.Assembly;
import macjoule.model.format.graph.Reshaping;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Layer.ElementWise.Operation;
import macjoule.model.net.Layer.Pooling.Mode;
import macjoule.model.net.Reshape;
import macjoule.model.net.Rounding;
import macjoule.model.net.Window;

/** What each type of Caffe layer computes. */
final class LayerRules {
    private final Assembly assembly;

    LayerRules(Assembly assembly) {
        this.assembly = assembly;
    }

    void apply(CaffeLayer layer) {
        if (Sources.isSource(layer)) {
            Sources.layer(layer, assembly);
            return;
        }
        switch (layer.kind()) {
            case "accuracy", "silence" -> {}
            case "split" -> layer.outputs().forEach(top -> assembly.alias(top, input(layer)));
            case "softmax", "softmaxloss", "softmaxwithloss" -> softmax(layer);
            default ->
                rule(layer)
                        .ifPresentOrElse(
                                known -> assembly.add(layer.name(), known, layer.inputs(), output(layer)),
                                () -> assembly.unknown(layer.type(), layer.inputs(), layer.outputs()));
        }
    }

    private Optional<Layer> rule(CaffeLayer layer) {
        return Optional.ofNullable(
                switch (layer.kind()) {
                    case "convolution" -> convolution(layer, 1);
                    case "depthwiseconvolution", "convolutiondepthwise" ->
                        convolution(layer, assembly.shape(input(layer)).channels());
                    case "innerproduct" -> innerProduct(layer.parameters("inner_product_param"));
                    case "pooling" -> pooling(layer.parameters("pooling_param"));
                    case "batchnorm" -> new Layer.BatchNorm();
                    case "scale" ->
                        layer.inputs().size() > 1 ? new Layer.ElementWise(Operation.PRODUCT) : new Layer.Scale();
                    case "dropout" -> new Layer.Dropout();
                    case "lrn" ->
                        new Layer.LocalResponseNorm(
                                layer.parameters("lrn_param").integer("local_size", 5));
                    case "eltwise" -> elementWise(layer);
                    case "concat" -> concat(layer.parameters("concat_param"));
                    case "flatten" -> new Layer.Flatten();
                    case "reshape" -> reshape(layer);
                    default ->
                        Activations.find(layer.kind())
                                .map(Layer.Activation::new)
                                .orElse(null);
                });
    }

    private static Convolution convolution(CaffeLayer layer, int groups) {
        Message parameters = layer.parameters("convolution_param");
        Window window = WindowParameters.of(parameters);
        return new Convolution(
                parameters.required("num_output"),
                window,
                parameters.integer("group", groups),
                parameters.flag("bias_term", true));
    }

    private static Layer innerProduct(Message parameters) {
        return new Layer.FullyConnected(parameters.required("num_output"), parameters.flag("bias_term", true));
    }

    private static Layer pooling(Message parameters) {
        String method = parameters.text("pool").orElse("MAX");
        Mode mode = switch (method) {
            case "MAX", "STOCHASTIC" -> Mode.MAX;
            case "AVE" -> Mode.AVERAGE;
            default -> throw new BadInputException("pool '" + method + "'", "pool", "use MAX, AVE or STOCHASTIC");
        };
        if (parameters.flag("global_pooling", false)) {
            return new Layer.GlobalPooling(mode);
        }
        boolean down =
                parameters.text("round_mode").orElse("CEIL").equals("FLOOR") || !parameters.flag("ceil_mode", true);
        return new Layer.Pooling(mode, WindowParameters.of(parameters), down ? Rounding.DOWN : Rounding.UP);
    }

    private static Layer elementWise(CaffeLayer layer) {
        if (layer.inputs().size() < 2) {
            throw new BadInputException("Eltwise with one bottom", "bottom", "give two or more");
        }
        String operation = layer.parameters("eltwise_param").text("operation").orElse("SUM");
        return new Layer.ElementWise(
                switch (operation) {
                    case "SUM", "1" -> Operation.SUM;
                    case "PROD", "0" -> Operation.PRODUCT;
                    case "MAX", "2" -> Operation.MAX;
                    default ->
                        throw new BadInputException(
                                "eltwise operation '" + operation + "'", "operation", "use PROD, SUM or MAX");
                });
    }

    private static Layer concat(Message parameters) {
        int axis = parameters.integer("axis", parameters.integer("concat_dim", 1));
        if (axis != 1) {
            throw new BadInputException("concat along axis " + axis, "axis", "only channels, axis 1, can be stacked");
        }
        return new Layer.Concat();
    }

    /** Caffe's sizes begin with the batch. */
    private Layer reshape(CaffeLayer layer) {
        List<Integer> dims = layer.parameters("reshape_param").message("shape").integers("dim");
        List<Long> sizes = dims.stream().skip(1).map(Integer::longValue).toList();
        return new Reshape(Reshaping.of(assembly.shape(input(layer)), sizes));
    }

    /** The loss reads labels too, but what counts is the softmax over the scores. */
    private void softmax(CaffeLayer layer) {
        assembly.add(layer.name(), new Layer.Softmax(), List.of(input(layer)), output(layer));
    }

    private static String input(CaffeLayer layer) {
        if (layer.inputs().isEmpty()) {
            throw new BadInputException("no bottom", "bottom", "say what the layer reads");
        }
        return layer.inputs().get(0);
    }

    private static String output(CaffeLayer layer) {
        return layer.outputs().isEmpty() ? layer.name() : layer.outputs().get(0);
    }
}
