package macjoule.model.sim;

import java.util.List;

/**
 * The L2 cache and the memory behind it. Its sets know nothing of each other, so any number of workers may replay the same
 * misses, each into sets of its own, and the counts are those of one worker.
 */
final class SharedL2 {
    private final SectoredCache cache;
    private final int filterLine;
    private final Workers workers;
    long ifmapDramSectors;
    long filterDramSectors;
    long writtenSectors;

    /** Sectors one worker read from memory. */
    private record Share(long ifmapDram, long filterDram) {}

    SharedL2(CacheSize size, ConvTrace trace, Workers workers) {
        this.cache = new SectoredCache(size);
        this.filterLine = (int) (trace.filterElement >> AddressMap.LINE_SHIFT);
        this.workers = workers;
    }

    /** Replays what the SMs missed: round by round, and within a round slot by slot, which is SM by SM. */
    void replay(StreamingMultiprocessor[] sms, int marks) {
        int parts = workers.threads();
        List<Share> shares = workers.map(parts, part -> replayPart(sms, marks, part, parts));
        for (Share share : shares) {
            ifmapDramSectors += share.ifmapDram;
            filterDramSectors += share.filterDram;
        }
    }

    private Share replayPart(StreamingMultiprocessor[] sms, int marks, int part, int parts) {
        int firstSet = (int) ((long) cache.sets() * part / parts);
        int endSet = (int) ((long) cache.sets() * (part + 1) / parts);
        long ifmapDram = 0;
        long filterDram = 0;
        for (int mark = 0; mark < marks; mark++) {
            for (StreamingMultiprocessor sm : sms) {
                int[] records = sm.log.records();
                int end = sm.log.end(mark);
                for (int i = sm.log.start(mark); i < end; i++) {
                    int line = records[i] >>> 4;
                    int set = cache.setOf(line);
                    if (set < firstSet || set >= endSet) {
                        continue;
                    }
                    int missed = Integer.bitCount(cache.load(set, line, records[i] & Warp.FULL_LINE));
                    if (line < filterLine) {
                        ifmapDram += missed;
                    } else {
                        filterDram += missed;
                    }
                }
            }
        }
        return new Share(ifmapDram, filterDram);
    }

    /** Takes in the outputs of a thread block, filter by filter, without reading them first. */
    void write(ConvTrace trace, CtaRows cta) {
        for (int filter = 0; filter < cta.filterCount; filter++) {
            writeColumn(trace, cta, cta.firstFilter + filter);
        }
    }

    private void writeColumn(ConvTrace trace, CtaRows cta, int filter) {
        int pendingLine = -1;
        int pendingMask = 0;
        int i = 0;
        while (i < cta.rowCount) {
            long row = cta.firstRow + i;
            int length = trace.rowsOnOneImage(row, cta.rowCount - i);
            long firstSector = trace.outputElement(row, filter) >> Warp.SECTOR_SHIFT;
            long lastSector = (trace.outputElement(row, filter) + length - 1) >> Warp.SECTOR_SHIFT;
            for (long line = firstSector >> 2; line <= lastSector >> 2; line++) {
                if (line != pendingLine) {
                    install(pendingLine, pendingMask);
                    pendingLine = (int) line;
                    pendingMask = 0;
                }
                pendingMask |= Warp.mask(pendingLine, firstSector, lastSector);
            }
            i += length;
        }
        install(pendingLine, pendingMask);
    }

    private void install(int line, int mask) {
        if (mask != 0) {
            cache.load(line, mask);
            writtenSectors += Integer.bitCount(mask);
        }
    }
}
