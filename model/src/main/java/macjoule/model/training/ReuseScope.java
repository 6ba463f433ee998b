package macjoule.model.training;

/** Between which accesses a tensor may be reused, from the nearest to the farthest (the thesis, section 3.3). */
public enum ReuseScope {
    /** From a layer to the next one: the tensors of the layer have to fit. */
    ADJACENT_LAYER,
    /** Past other layers in the same pass, as a residual connection does. */
    BLOCK,
    /** A weight from one step of a recurrent cell to the next, in the same pass. */
    RECURRENT_WEIGHT,
    /** From the forward pass to the backward pass. */
    FORWARD_BACKWARD
}
