package macjoule.model.reuse;

import java.util.Locale;

/** How numbers are stored and multiplied. */
public enum Precision {
    FP32(4),
    FP16(2),
    INT8(1);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    public int bytesPerElement() {
        return bytes;
    }

    /** The name on the command line and in files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
