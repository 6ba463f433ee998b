package macjoule.bench.energy.nvml;

/** The single numbers NVML gives of a device, none of which can be negative. */
public enum Quantity {
    /** Millijoules since the driver was loaded. */
    TOTAL_ENERGY,
    /** Milliwatts, averaged or not depending on the card. */
    POWER_USAGE,
    /** Milliwatts. */
    ENFORCED_POWER_LIMIT,
    /** Milliwatts. */
    POWER_LIMIT,
    /** Milliwatts. */
    DEFAULT_POWER_LIMIT,
    /** Degrees Celsius. */
    TEMPERATURE,
    /** Degrees Celsius at which the GPU slows down. */
    SLOWDOWN_TEMPERATURE,
    /** MHz. */
    GRAPHICS_CLOCK,
    /** MHz. */
    SM_CLOCK,
    /** MHz. */
    MEMORY_CLOCK,
    /** MHz. */
    MAX_GRAPHICS_CLOCK,
    /** MHz. */
    MAX_SM_CLOCK,
    /** MHz. */
    MAX_MEMORY_CLOCK,
    /** 0 is the fastest performance state. */
    PERFORMANCE_STATE,
    /** A mask of {@link EventReason}s. */
    EVENT_REASONS,
    ARCHITECTURE,
    /** 1 when the GPU is divided into instances. */
    MIG_MODE,
    ECC_MODE,
    PERSISTENCE_MODE,
    COMPUTE_MODE
}
