package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import macjoule.bench.cli.NetworkDescription.LayerDescription;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.net.Node;
import macjoule.model.reuse.Efficiency;
import macjoule.model.reuse.LayerwiseIntensity;
import macjoule.model.reuse.Precision;
import macjoule.model.reuse.Roofline;
import org.jspecify.annotations.Nullable;

/** What {@code describe} tells, as JSON. */
final class DescribeJson {
    private static final String NO_PARAMS = "the network has no parameters";
    private static final String NO_ACTIVATIONS = "the network has no activations in this convention";
    private static final String NO_ELEMENTS = "there are neither parameters nor activations in this convention";
    private static final String NO_INTENSITY = "the arithmetic intensity is zero or unknown";
    private static final String TOO_FEW = "there are too few convolutions and fully connected layers";

    private DescribeJson() {}

    static ObjectNode document(List<NetworkDescription> described, boolean layers, @Nullable GpuSpec gpu) {
        ObjectNode document = Json.document("describe");
        ArrayNode networks = document.putArray("networks");
        for (NetworkDescription description : described) {
            ObjectNode network = network(description);
            if (gpu != null) {
                network.set("roofline", roofline(description, gpu));
            }
            if (layers) {
                ArrayNode rows = network.putArray("layers");
                description.layers().forEach(layer -> rows.add(layer(layer)));
            }
            networks.add(network);
        }
        return document;
    }

    private static ObjectNode network(NetworkDescription description) {
        ObjectNode json = Json.object().put("name", description.network().name());
        json.set("input", Json.shape(description.network().input()));
        json.put("batch", description.batch())
                .put("convention", description.convention().id())
                .put("alpha", description.alpha())
                .put("macs", description.counts().macs())
                .put("params", description.counts().params())
                .put("activations", description.counts().activations())
                .put("macsConvFc", description.macsConvFc())
                .put("weights", description.parameters().weights())
                .put("biases", description.parameters().biases())
                .put("normalisationParams", description.parameters().normalisation());
        Json.putKnown(
                json,
                "weightReuse",
                NetworkDescription.orNull(description.reuse().weightReuse()),
                NO_PARAMS);
        Json.putKnown(
                json,
                "activationReuse",
                NetworkDescription.orNull(description.reuse().activationReuse()),
                NO_ACTIVATIONS);
        Json.putKnown(json, "arithmeticIntensity", description.arithmeticIntensity(), NO_ELEMENTS);
        Json.putKnown(json, "di", description.di(), NO_PARAMS);
        Json.putKnown(
                json,
                "activationsPerParam",
                NetworkDescription.orNull(description.reuse().activationsPerParam()),
                NO_PARAMS);
        Json.putKnown(json, "disparity", description.disparity(), NO_INTENSITY);
        json.set("layerwise", layerwise(description.layerwise()));
        json.put("coverage", description.coverage());
        json.set("efficiency", efficiency(description));
        return json;
    }

    private static ObjectNode layerwise(LayerwiseIntensity layerwise) {
        ObjectNode json = Json.object();
        Json.putKnown(json, "median", NetworkDescription.orNull(layerwise.median()), TOO_FEW);
        Json.putKnown(json, "variance", NetworkDescription.orNull(layerwise.variance()), TOO_FEW);
        return json.put("layers", layerwise.layers().size());
    }

    /** Of one image, unlike what stands beside it. */
    private static ObjectNode efficiency(NetworkDescription description) {
        Efficiency efficiency = description.efficiency();
        ObjectNode json = Json.object()
                .put("batch", 1)
                .put("precision", efficiency.precision().id())
                .put("flops", efficiency.flops())
                .put("peakActivationBytes", efficiency.peakActivationBytes())
                .put("dataMovedBytes", efficiency.dataMovedBytes())
                .put("estimatedArithmeticJoules", efficiency.estimatedArithmeticJoules());
        ObjectNode sizes = json.putObject("modelBytes");
        for (Precision precision : Precision.values()) {
            sizes.put(precision.id(), description.modelBytes(precision));
        }
        return json;
    }

    private static ObjectNode roofline(NetworkDescription description, GpuSpec gpu) {
        Roofline roof = Roofline.of(gpu);
        ObjectNode json = Json.object().put("gpu", gpu.name()).put("ridge", roof.ridge());
        putPoints(json, "arithmeticIntensity", roof, description.arithmeticIntensity());
        putPoints(json, "di", roof, description.di());
        return json;
    }

    private static void putPoints(ObjectNode json, String name, Roofline roof, @Nullable Double intensity) {
        if (intensity == null) {
            Json.putKnown(json, name, null, NO_ELEMENTS);
            return;
        }
        ObjectNode points = json.putObject(name);
        points.set("paper", point(NetworkTables.asPaper(roof, intensity)));
        points.set("physical", point(NetworkTables.physical(roof, intensity)));
    }

    private static ObjectNode point(Roofline.Point point) {
        return Json.object()
                .put("flopPerByte", point.flopPerByte())
                .put("attainableFlops", point.attainableFlops())
                .put("bound", point.bound().name().toLowerCase(Locale.ROOT));
    }

    private static ObjectNode layer(LayerDescription description) {
        Node node = description.node();
        ObjectNode json = Json.object().put("name", node.name()).put("type", node.type());
        json.set("in", Json.shape(node.input()));
        json.set("out", Json.shape(node.output()));
        ArrayNode inputs = json.putArray("inputs");
        node.inputs().forEach(input -> inputs.add(input.name()));
        LayerWindow.of(node).putInto(json);
        json.put("macs", description.counts().macs())
                .put("params", description.counts().params())
                .put("activations", description.counts().activations());
        Json.putKnown(json, "intensity", description.intensity(), NO_ELEMENTS);
        return json;
    }
}
