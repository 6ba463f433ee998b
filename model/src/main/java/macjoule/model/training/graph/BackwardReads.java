package macjoule.model.training.graph;

/** Which feature maps of the forward pass a layer's backward step needs besides the gradient of its output. */
public enum BackwardReads {
    INPUTS,
    OUTPUT,
    BOTH,
    NOTHING;

    public boolean inputs() {
        return this == INPUTS || this == BOTH;
    }

    public boolean output() {
        return this == OUTPUT || this == BOTH;
    }
}
