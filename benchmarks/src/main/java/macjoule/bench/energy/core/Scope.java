package macjoule.bench.energy.core;

import java.util.Locale;

/** What hardware the joules are of. Figures of different scopes are never mixed in one series. */
public enum Scope {
    GPU,
    /** GPU and CPU together, as on Grace Hopper. */
    MODULE,
    /** Processor packages and their memory. */
    CPU;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
