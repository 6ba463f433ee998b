package macjoule.model.training;

/** The parts of a training iteration. */
public enum Phase {
    FORWARD("F"),
    LOSS("B:loss"),
    RECOMPUTATION("R"),
    BACKWARD("B"),
    UPDATE("U");

    private final String prefix;

    Phase(String prefix) {
        this.prefix = prefix;
    }

    String nameOf(String layer) {
        return prefix + ":" + layer;
    }
}
