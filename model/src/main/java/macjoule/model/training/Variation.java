package macjoule.model.training;

/** Departures from the default rules, each to see how much a result depends on it. */
public enum Variation {
    /** A streamed step also holds those of its maps that fit, not only weights: what is used nearest first, then the smallest. */
    GREEDY_STREAMING,
    /** Maps may be kept in part, in whole rows, so that a larger cache never forces a step from streaming to waiting. */
    ROW_RESIDENCY,
    /** The backward step of a sum reads its inputs again. */
    ADD_READS_INPUTS,
    /** Dropout keeps a mask of no size instead of reading its output again. */
    DROPOUT_WITHOUT_OUTPUT,
    /** Weight gradients are consumed on chip instead of being written out. */
    GRADIENTS_NOT_STORED,
    /** Adding to the gradient of a shared weight does not read what is there. */
    GRADIENTS_NOT_READ_BACK,
    /**
     * The gradient of a shared weight is computed into a tensor of its own and added to the sum in a second step, as frameworks do
     * that know no fused accumulation.
     */
    SEPARATE_ACCUMULATION,
    /** Gradients are computed down to the network's inputs. */
    INPUT_GRADIENTS,
    /** Padding costs nothing: the padded map is the map. */
    FREE_PADDING,
    /** A streamed batch normalisation passes over its maps twice: once for the moments, once to normalise. */
    TWO_PASS_BATCH_NORM,
    /** Backward steps of all but type I layers take twice the forward operations, as those of type I do. */
    DOUBLE_POINTWISE_BACKWARD,
    /** Nothing is prefetched. */
    NO_PREFETCH,
    /** Whole tensors are stored over a bus of their own with the full bandwidth; streamed rows share one in both directions. */
    SEPARATE_WRITE_BUS
}
