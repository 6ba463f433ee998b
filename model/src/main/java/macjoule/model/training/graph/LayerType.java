package macjoule.model.training.graph;

import static macjoule.model.training.graph.BackwardReads.BOTH;
import static macjoule.model.training.graph.BackwardReads.INPUTS;
import static macjoule.model.training.graph.BackwardReads.NOTHING;
import static macjoule.model.training.graph.BackwardReads.OUTPUT;
import static macjoule.model.training.graph.LayerGroup.OTHER;
import static macjoule.model.training.graph.LayerGroup.TYPE_ONE;
import static macjoule.model.training.graph.LayerGroup.TYPE_TWO;

/**
 * The kinds of layer a training step tells apart. What a backward step reads follows the thesis, Table 3.1: an activation is
 * inverted from its output, dropout recovers its mask from it, and a sum needs neither.
 */
public enum LayerType {
    INPUT("input", OTHER, NOTHING),
    CONVOLUTION("convolution", TYPE_ONE, INPUTS),
    DEPTHWISE_CONVOLUTION("depthwise-convolution", TYPE_ONE, INPUTS),
    FULLY_CONNECTED("fully-connected", TYPE_ONE, INPUTS),
    MATRIX_PRODUCT("matrix-product", TYPE_ONE, INPUTS),
    BATCH_NORM("batch-norm", TYPE_TWO, INPUTS),
    SCALE("scale", TYPE_TWO, INPUTS),
    LRN("lrn", TYPE_TWO, BOTH),
    ACTIVATION("activation", TYPE_TWO, OUTPUT),
    SOFTMAX("softmax", TYPE_TWO, OUTPUT),
    DROPOUT("dropout", TYPE_TWO, OUTPUT),
    ADD("add", TYPE_TWO, NOTHING),
    MULTIPLY("multiply", TYPE_TWO, INPUTS),
    MAXIMUM("maximum", TYPE_TWO, INPUTS),
    MAX_POOLING("max-pooling", OTHER, INPUTS),
    AVERAGE_POOLING("average-pooling", OTHER, NOTHING),
    ZERO_PADDING("padding", OTHER, NOTHING),
    UPSAMPLE("upsample", OTHER, NOTHING),
    CONCAT("concat", OTHER, NOTHING),
    LOSS("loss", OTHER, NOTHING),
    OPTIMIZER("optimizer", OTHER, NOTHING);

    private final String label;
    private final LayerGroup group;
    private final BackwardReads backwardReads;

    LayerType(String label, LayerGroup group, BackwardReads backwardReads) {
        this.label = label;
        this.group = group;
        this.backwardReads = backwardReads;
    }

    /** The name users read and write. */
    public String label() {
        return label;
    }

    public LayerGroup group() {
        return group;
    }

    public BackwardReads backwardReads() {
        return backwardReads;
    }

    @Override
    public String toString() {
        return label;
    }
}
