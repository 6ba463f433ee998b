package macjoule.model.delta;

/** What bounds a layer; of equal times the first here is named. */
public enum Bottleneck {
    MAC_BW,
    SMEM_BW,
    DRAM_LAT,
    L1_BW,
    L2_BW,
    DRAM_BW
}
