package macjoule.model.sim;

/** Running counts of the loads of one operand. */
final class LoadCounter {
    long requests;
    long lanes;
    long lines;
    long sectors;
    long missedSectors;

    void add(LoadCounter other) {
        requests += other.requests;
        lanes += other.lanes;
        lines += other.lines;
        sectors += other.sectors;
        missedSectors += other.missedSectors;
    }

    OperandCounts with(long dramSectors) {
        return new OperandCounts(requests, lines, sectors, missedSectors, dramSectors);
    }
}
