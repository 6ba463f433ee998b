package macjoule.bench.energy.core;

import java.util.Locale;

/** Whether the readings are of hardware now, of a script, or of a recording. */
public enum Provenance {
    MEASURED,
    SIMULATED,
    REPLAYED;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
