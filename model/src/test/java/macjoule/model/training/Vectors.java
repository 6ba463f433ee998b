package macjoule.model.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import macjoule.model.training.graph.LayerType;
import macjoule.model.training.graph.Workload;

/** Numbers of an independent implementation of the same rules, written in Python. */
final class Vectors {
    static final JsonNode ALL = load();

    private static final Map<String, Workload> WORKLOADS = Map.of(
            "ResNet-50", Workload.RESNET_50,
            "MobileNetV2", Workload.MOBILENET_V2,
            "Transformer", Workload.TRANSFORMER,
            "GNMT", Workload.GNMT);

    private static final Map<String, LayerType> TYPES = Map.ofEntries(
            Map.entry("ZeroPadding2D", LayerType.ZERO_PADDING),
            Map.entry("Conv2D", LayerType.CONVOLUTION),
            Map.entry("DepthwiseConv2D", LayerType.DEPTHWISE_CONVOLUTION),
            Map.entry("BatchNormalization", LayerType.BATCH_NORM),
            Map.entry("Activation", LayerType.ACTIVATION),
            Map.entry("MaxPooling2D", LayerType.MAX_POOLING),
            Map.entry("Add", LayerType.ADD),
            Map.entry("Multiply", LayerType.MULTIPLY),
            Map.entry("Concatenate", LayerType.CONCAT),
            Map.entry("GlobalAveragePooling2D", LayerType.AVERAGE_POOLING),
            Map.entry("Dense", LayerType.FULLY_CONNECTED),
            Map.entry("MatMul", LayerType.MATRIX_PRODUCT),
            Map.entry("Dropout", LayerType.DROPOUT),
            Map.entry("Softmax", LayerType.SOFTMAX),
            Map.entry("Loss", LayerType.LOSS));

    private Vectors() {}

    static JsonNode network(String name) {
        return ALL.get("networks").get(name);
    }

    static Workload workload(String name) {
        return Objects.requireNonNull(WORKLOADS.get(name), name);
    }

    static LayerType type(String kerasName) {
        return Objects.requireNonNull(TYPES.get(kerasName), kerasName);
    }

    private static JsonNode load() {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("vectors.json"))) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
