package macjoule.model.net;

/** What happens to a window that only partly fits at the far edge. */
public enum Rounding {
    /** It is left out, as convolutions everywhere and pooling in most frameworks do. */
    DOWN,
    /** It is kept, as Caffe's pooling does. */
    UP
}
