package macjoule.model.deltaplus;

/** How the inputs of a convolution lie in memory; its filters follow suit. */
public enum Layout {
    /** Map by map: neighbours in memory are neighbours on a line of the map. */
    NCHW,
    /** Position by position: neighbours in memory are channels. */
    NHWC
}
