package macjoule.calibration.traffic;

import java.util.Locale;

/** What is predicted of a layer: bytes read at each level of the memory, and seconds. */
public enum Level {
    L1,
    L2,
    DRAM,
    TIME;

    /** The name in files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
