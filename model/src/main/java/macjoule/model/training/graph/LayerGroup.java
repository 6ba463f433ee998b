package macjoule.model.training.graph;

/**
 * The thesis' two clusters of layers: type I combines many inputs into each output, type II works point by point. Padding, pooling,
 * concatenation, loss and optimizer belong to neither.
 */
public enum LayerGroup {
    TYPE_ONE,
    TYPE_TWO,
    OTHER
}
