package macjoule.model.sim;

/** Running counts of the loads of one operand. */
final class LoadCounter {
    long requests;
    long lanes;
    long lines;
    long sectors;

    void add(LoadCounter other) {
        requests += other.requests;
        lanes += other.lanes;
        lines += other.lines;
        sectors += other.sectors;
    }

    OperandCounts with(long l2Sectors, long dramSectors) {
        return new OperandCounts(requests, lines, sectors, l2Sectors, dramSectors);
    }
}
