package macjoule.model.training;

import java.util.Arrays;
import java.util.Optional;

/** The machines of the thesis, Table 5.2, as printed there. */
public enum HardwarePreset {
    I9_10980XE("i9-10980xe", 2.765e12, 24.75, 94e9, "DDR4", ""),
    RTX_2080_TI("rtx-2080-ti", 13.45e12, 55, 616e9, "GDDR6", "its L2 cache is 5.5 MB, not the 55 MB printed"),
    RADEON_6900_XT("radeon-6900-xt", 23.04e12, 128, 512e9, "GDDR6", ""),
    A100("a100", 19.45e12, 40, 1555e9, "HBM2e", "its FP32 peak is 19.5e12; the text also uses 1536 GB/s for HBM2e");

    private final String label;
    private final double throughput;
    private final double bandwidth;
    private final double cacheMiB;
    private final String memory;
    private final String remark;

    HardwarePreset(String label, double throughput, double cacheMiB, double bandwidth, String memory, String remark) {
        this.label = label;
        this.throughput = throughput;
        this.bandwidth = bandwidth;
        this.cacheMiB = cacheMiB;
        this.memory = memory;
        this.remark = remark;
    }

    public static Optional<HardwarePreset> find(String label) {
        return Arrays.stream(values()).filter(p -> p.label.equals(label)).findFirst();
    }

    /** The name users write. */
    public String label() {
        return label;
    }

    public Hardware hardware() {
        return new Hardware(throughput, bandwidth);
    }

    /** The last-level cache as printed. */
    public long cacheBytes() {
        return Math.round(cacheMiB * CapacityRange.MIB);
    }

    /** The kind of off-chip memory. */
    public String memory() {
        return memory;
    }

    /** What is doubtful about the printed values; empty for nothing. */
    public String remark() {
        return remark;
    }
}
