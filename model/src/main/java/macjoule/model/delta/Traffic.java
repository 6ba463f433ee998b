package macjoule.model.delta;

/** Bytes a layer reads through the L1 caches, from L2 and from memory. Writes are no part of it. */
public record Traffic(LevelTraffic l1, LevelTraffic l2, LevelTraffic dram) {

    public double l1Bytes() {
        return l1.total();
    }

    public double l2Bytes() {
        return l2.total();
    }

    public double dramBytes() {
        return dram.total();
    }

    /** What {@code factor} such layers read. */
    public Traffic times(double factor) {
        return factor == 1 ? this : new Traffic(l1.times(factor), l2.times(factor), dram.times(factor));
    }
}
