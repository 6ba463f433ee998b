package macjoule.model.sim;

import java.util.Arrays;

/** What a machine counted. */
record MachineCounts(OperandCounts ifmap, OperandCounts filter, long laneLoads, long writtenSectors) {

    static MachineCounts of(StreamingMultiprocessor[] sms, OutputStores[] stores, SharedL2 l2) {
        LoadCounter ifmap = new LoadCounter();
        LoadCounter filter = new LoadCounter();
        for (StreamingMultiprocessor sm : sms) {
            ifmap.add(sm.ifmap());
            filter.add(sm.filter());
        }
        return new MachineCounts(
                ifmap.with(l2.ifmapDramSectors()),
                filter.with(l2.filterDramSectors()),
                ifmap.lanes + filter.lanes,
                Arrays.stream(stores).mapToLong(store -> store.sectors).sum());
    }

    /** The counts of {@code factor} times the images; filters come from memory a first time only once. */
    MachineCounts scaled(double factor, long filterSectors) {
        if (factor == 1) {
            return this;
        }
        long once = Math.min(filterSectors, filter.dramSectors());
        long again = times(filter.dramSectors() - once, factor);
        return new MachineCounts(
                scaled(ifmap, factor, times(ifmap.dramSectors(), factor)),
                scaled(filter, factor, once + again),
                times(laneLoads, factor),
                times(writtenSectors, factor));
    }

    SimulationResult toResult(Sampling sampling, double seconds) {
        return new SimulationResult(ifmap, filter, laneLoads, writtenSectors, sampling, seconds);
    }

    private static OperandCounts scaled(OperandCounts counts, double factor, long dramSectors) {
        return new OperandCounts(
                times(counts.requests(), factor),
                times(counts.lines(), factor),
                times(counts.sectors(), factor),
                times(counts.l2Sectors(), factor),
                dramSectors);
    }

    private static long times(long count, double factor) {
        return Math.round(count * factor);
    }
}
