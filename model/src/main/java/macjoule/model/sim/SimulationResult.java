package macjoule.model.sim;

import macjoule.model.delta.LevelTraffic;
import macjoule.model.delta.Traffic;

/**
 * What a simulation counted. Where only a part was simulated the counts are scaled to the whole, and {@code sampling} says how.
 *
 * @param ifmap loads of inputs
 * @param filter loads of filters
 * @param laneLoads elements loaded by all threads
 * @param writtenSectors sectors of output that went to L2
 * @param sampling which part was simulated
 * @param seconds how long the simulation took on this host
 */
public record SimulationResult(
        OperandCounts ifmap,
        OperandCounts filter,
        long laneLoads,
        long writtenSectors,
        Sampling sampling,
        double seconds) {
    private static final int SECTOR_BYTES = 32;

    /** Bytes of the sectors L1 was asked for. */
    public double l1Bytes() {
        return traffic(SECTOR_BYTES).l1Bytes();
    }

    public double l2Bytes() {
        return traffic(SECTOR_BYTES).l2Bytes();
    }

    public double dramBytes() {
        return traffic(SECTOR_BYTES).dramBytes();
    }

    /**
     * The bytes read, in the terms of the traffic models.
     *
     * @param l1RequestBytes what an L1 request for inputs returns: where it is a line of 128 bytes, as up to Pascal, the inputs
     *     count by lines, else by sectors
     */
    public Traffic traffic(int l1RequestBytes) {
        double inputs = l1RequestBytes == CacheSize.LINE_BYTES
                ? (double) CacheSize.LINE_BYTES * ifmap.lines()
                : (double) SECTOR_BYTES * ifmap.sectors();
        return new Traffic(
                new LevelTraffic(inputs, (double) SECTOR_BYTES * filter.sectors()),
                level(ifmap.l2Sectors(), filter.l2Sectors()),
                level(ifmap.dramSectors(), filter.dramSectors()));
    }

    private static LevelTraffic level(long ifmapSectors, long filterSectors) {
        return new LevelTraffic((double) SECTOR_BYTES * ifmapSectors, (double) SECTOR_BYTES * filterSectors);
    }
}
