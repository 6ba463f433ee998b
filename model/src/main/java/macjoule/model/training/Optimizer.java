package macjoule.model.training;

/** How weights are updated at the end of an iteration. {@link #NONE} ends with the weight gradients, as the thesis does. */
public enum Optimizer {
    NONE(0),
    SGD(0),
    MOMENTUM(1),
    ADAM(2);

    private final int states;

    Optimizer(int states) {
        this.states = states;
    }

    /** Tensors it keeps for each weight tensor from one iteration to the next. */
    public int states() {
        return states;
    }
}
