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
    private static final double SECTOR_BYTES = 32;

    public double l1Bytes() {
        return SECTOR_BYTES * (ifmap.sectors() + filter.sectors());
    }

    public double l2Bytes() {
        return SECTOR_BYTES * (ifmap.l2Sectors() + filter.l2Sectors());
    }

    public double dramBytes() {
        return SECTOR_BYTES * (ifmap.dramSectors() + filter.dramSectors());
    }

    /** The bytes read, in the terms of the traffic models. */
    public Traffic traffic() {
        return new Traffic(
                level(ifmap.sectors(), filter.sectors()),
                level(ifmap.l2Sectors(), filter.l2Sectors()),
                level(ifmap.dramSectors(), filter.dramSectors()));
    }

    private static LevelTraffic level(long ifmapSectors, long filterSectors) {
        return new LevelTraffic(SECTOR_BYTES * ifmapSectors, SECTOR_BYTES * filterSectors);
    }
}
