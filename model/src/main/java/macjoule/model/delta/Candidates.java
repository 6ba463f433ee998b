package macjoule.model.delta;

/** How long a layer would take if it were bound by each of the resources in turn, in seconds (DeLTA, Eq. 16 to 18). */
public record Candidates(
        double macBandwidth,
        double sharedBandwidth,
        double dramLatency,
        double l1Bandwidth,
        double l2Bandwidth,
        double dramBandwidth) {

    public double seconds(Bottleneck bottleneck) {
        return switch (bottleneck) {
            case MAC_BW -> macBandwidth;
            case SMEM_BW -> sharedBandwidth;
            case DRAM_LAT -> dramLatency;
            case L1_BW -> l1Bandwidth;
            case L2_BW -> l2Bandwidth;
            case DRAM_BW -> dramBandwidth;
        };
    }

    /** The longest of them, which is what the layer takes. */
    public double longest() {
        double core = Math.max(Math.max(macBandwidth, sharedBandwidth), dramLatency);
        return Math.max(core, Math.max(Math.max(l1Bandwidth, l2Bandwidth), dramBandwidth));
    }

    public Bottleneck bottleneck() {
        double longest = longest();
        if (macBandwidth == longest) {
            return Bottleneck.MAC_BW;
        }
        if (sharedBandwidth == longest) {
            return Bottleneck.SMEM_BW;
        }
        if (dramLatency == longest) {
            return Bottleneck.DRAM_LAT;
        }
        if (l1Bandwidth == longest) {
            return Bottleneck.L1_BW;
        }
        return l2Bandwidth == longest ? Bottleneck.L2_BW : Bottleneck.DRAM_BW;
    }
}
