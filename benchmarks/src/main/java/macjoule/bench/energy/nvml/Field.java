package macjoule.bench.energy.nvml;

/** The fields that are asked for by number. */
public enum Field {
    /** Nanoseconds held back by the power limit. */
    POWER_CAP_TIME(74),
    /** Nanoseconds held back by heat. */
    THERMAL_TIME(75),
    SYNC_BOOST_TIME(76),
    BOARD_LIMIT_TIME(77),
    RELIABILITY_TIME(79),
    /** Millijoules since the driver was loaded. */
    TOTAL_ENERGY(83),
    /** Milliwatts, averaged over about a second. */
    POWER_AVERAGE(185),
    /** Milliwatts. */
    POWER_INSTANT(186),
    /** Millijoules since the driver was loaded, of the scope that is asked for. */
    ENERGY(191),
    SW_THERMAL_TIME(269),
    HW_THERMAL_TIME(270),
    POWER_BRAKE_TIME(271);

    private final int id;

    Field(int id) {
        this.id = id;
    }

    public int id() {
        return id;
    }
}
