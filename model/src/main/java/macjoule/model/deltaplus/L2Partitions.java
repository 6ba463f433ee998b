package macjoule.model.deltaplus;

import macjoule.model.BadInputException;
import macjoule.model.delta.Traffic;
import macjoule.model.sim.CacheSize;

/**
 * An L2 cache in partitions. Memory is spread over them evenly; what an SM of another partition than the data's own reads crosses
 * the link between the two once and is kept on both sides.
 */
final class L2Partitions {
    private static final int LINE_BYTES = 128;

    private L2Partitions() {}

    /** Room for data that all partitions keep a copy of, in whole sets. */
    static CacheSize roomForShared(CacheSize l2, int partitions) {
        long setBytes = (long) LINE_BYTES * l2.ways();
        long room = l2.bytes() / partitions / setBytes * setBytes;
        if (room == 0) {
            throw new BadInputException(
                    "an L2 cache of " + l2.bytes() + " bytes in " + partitions + " partitions",
                    "l2-partitions",
                    "give fewer, so that each has " + setBytes + " bytes or more");
        }
        return new CacheSize(room, l2.ways());
    }

    /** Bytes that cross the links. */
    static double crossing(Traffic traffic, int partitions) {
        return crossing(traffic.l2().ifmap(), traffic.dram().ifmap(), partitions)
                + crossing(traffic.l2().filter(), traffic.dram().filter(), partitions);
    }

    /**
     * Of what comes from memory, each partition but the data's own gets a copy if one of its SMs is among the readers, of which
     * there are as many as L2 is read more often than memory.
     */
    private static double crossing(double l2, double dram, int partitions) {
        double readers = Math.max(1, l2 / dram);
        double reached = 1 - Math.pow(1 - 1.0 / partitions, readers);
        return dram * (partitions - 1) * reached;
    }
}
