package macjoule.bench.energy.nvml;

/** The clocks that can be locked. */
public enum ClockDomain {
    GPU,
    MEMORY
}
