package macjoule.bench.energy.core;

import java.util.Locale;

/** Where joules come from. */
public enum Source {
    /** The GPU's own energy counter. */
    COUNTER,
    /** The GPU's instantaneous power, integrated over time. */
    INSTANT,
    /** The GPU's averaged power, integrated over time. */
    AVERAGE,
    /** The older power query, whose meaning depends on the card. */
    USAGE,
    /** The processor's running average power limit counters. */
    RAPL;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
