package macjoule.model.training;

/** The six kinds of tensor a training iteration handles. */
public enum TensorKind {
    NETWORK_INPUT("Y"),
    FEATURE("Y"),
    FEATURE_GRADIENT("G"),
    WEIGHT("W"),
    WEIGHT_GRADIENT("D"),
    OPTIMIZER_STATE("S");

    private final String prefix;

    TensorKind(String prefix) {
        this.prefix = prefix;
    }

    String nameOf(String owner) {
        return prefix + ":" + owner;
    }

    /** Whether a tensor of this kind holds something for each element of a feature map, and so can be streamed row by row. */
    boolean hasRows() {
        return this == NETWORK_INPUT || this == FEATURE || this == FEATURE_GRADIENT;
    }
}
