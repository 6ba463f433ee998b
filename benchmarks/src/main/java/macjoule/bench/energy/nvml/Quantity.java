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
    /** Milliwatts, the least that the limit can be set to. */
    LEAST_POWER_LIMIT,
    /** Milliwatts, the most that the limit can be set to. */
    MOST_POWER_LIMIT,
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
    /** A mask of the {@link EventReason}s that this GPU can tell. */
    SUPPORTED_EVENT_REASONS,
    /** Percent of the time in which kernels ran lately. */
    UTILIZATION,
    /** Bytes. */
    MEMORY_TOTAL,
    /** Bytes. */
    MEMORY_USED,
    ARCHITECTURE,
    /** The number before the point, as 9 of 9.0. */
    COMPUTE_CAPABILITY_MAJOR,
    /** The number after the point. */
    COMPUTE_CAPABILITY_MINOR,
    /** 1 when the GPU is divided into instances. */
    MIG_MODE,
    ECC_MODE,
    PERSISTENCE_MODE,
    COMPUTE_MODE,
    /** Nanoseconds held back by the power limit, as older drivers tell it; newer ones have {@link Field#POWER_CAP_TIME}. */
    POWER_CAP_TIME,
    /** Nanoseconds held back by heat. */
    THERMAL_TIME,
    SYNC_BOOST_TIME,
    BOARD_LIMIT_TIME,
    RELIABILITY_TIME
}
