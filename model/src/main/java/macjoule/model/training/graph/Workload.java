package macjoule.model.training.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The thesis' workloads, found by name. */
public enum Workload {
    RESNET_50("resnet-50-keras", 32),
    MOBILENET_V2("mobilenet-v2-keras", 32),
    TRANSFORMER("transformer", 128),
    TRANSFORMER_PLAIN("transformer-plain", 128),
    GNMT("gnmt", 32);

    private final String label;
    private final int defaultBatch;

    Workload(String label, int defaultBatch) {
        this.label = label;
        this.defaultBatch = defaultBatch;
    }

    /** The name users write. */
    public String label() {
        return label;
    }

    /** The batch the thesis trains with. */
    public int defaultBatch() {
        return defaultBatch;
    }

    public TrainingGraph graph() {
        return graph(defaultBatch);
    }

    public TrainingGraph graph(int batch) {
        return switch (this) {
            case RESNET_50 -> ResNet50Keras.of(batch);
            case MOBILENET_V2 -> MobileNetV2Keras.of(batch);
            case TRANSFORMER -> Transformer.of(batch, true);
            case TRANSFORMER_PLAIN -> Transformer.of(batch, false);
            case GNMT -> Gnmt.of(batch);
        };
    }

    /** The four networks the thesis evaluates. */
    public static List<Workload> ofTheThesis() {
        return List.of(RESNET_50, MOBILENET_V2, GNMT, TRANSFORMER);
    }

    public static Optional<Workload> find(String label) {
        return Arrays.stream(values()).filter(w -> w.label.equals(label)).findFirst();
    }
}
