package macjoule.model.training;

/**
 * Bytes per element. {@link #MIXED} computes in 16 bits and updates 32-bit master weights and optimizer states (Micikevicius et
 * al., Mixed Precision Training, 2018).
 */
public enum Precision {
    FP32(4, 4, false),
    FP16(2, 2, false),
    MIXED(2, 4, true);

    private final int bytes;
    private final int stateBytes;
    private final boolean masterWeights;

    Precision(int bytes, int stateBytes, boolean masterWeights) {
        this.bytes = bytes;
        this.stateBytes = stateBytes;
        this.masterWeights = masterWeights;
    }

    /** Of feature maps, weights as computed with, and all gradients. */
    public int bytes() {
        return bytes;
    }

    /** Of optimizer states and master weights. */
    public int stateBytes() {
        return stateBytes;
    }

    boolean masterWeights() {
        return masterWeights;
    }
}
