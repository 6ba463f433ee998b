package macjoule.model.reuse;

/** Where layers write their outputs. */
public enum Buffers {
    /** Each layer into a buffer of its own. */
    SEPARATE,
    /** A layer working element by element overwrites its input if nobody else reads that, as Caffe's in-place layers do. */
    IN_PLACE
}
