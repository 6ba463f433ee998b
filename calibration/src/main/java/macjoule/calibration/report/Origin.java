package macjoule.calibration.report;

import java.util.Locale;

/** Where numbers come from. Every section of a report says so. In the order in which readers care. */
public enum Origin {
    MEASURED("Measured on the host named in this report."),
    REPLAYED("Measured earlier and read back from a recorded run."),
    SIMULATED("Comes from a simulation of the hardware; nothing was measured."),
    PUBLISHED("Printed in a paper, or derived from what is printed there."),
    COMPUTED("Follows from definitions and models; nothing was measured.");

    private final String meaning;

    Origin(String meaning) {
        this.meaning = meaning;
    }

    /** One sentence for readers. */
    public String meaning() {
        return meaning;
    }

    /** The word in files and on badges. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
