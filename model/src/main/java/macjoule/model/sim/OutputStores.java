package macjoule.model.sim;

/** The outputs of the thread blocks of one SM on their way to L2, which takes them in without reading them first. */
final class OutputStores {
    private final ConvTrace trace;
    long sectors;

    OutputStores(ConvTrace trace) {
        this.trace = trace;
    }

    /** Stores what {@code cta} computed, filter by filter. */
    void store(CtaRows cta, MissLog log) {
        for (int filter = 0; filter < cta.filterCount; filter++) {
            storeColumn(cta, cta.firstFilter + filter, log);
        }
    }

    private void storeColumn(CtaRows cta, int filter, MissLog log) {
        int pendingLine = -1;
        int pendingMask = 0;
        int i = 0;
        while (i < cta.rowCount) {
            long row = cta.firstRow + i;
            int length = trace.rowsOnOneImage(row, cta.rowCount - i);
            long firstElement = trace.outputElement(row, filter);
            long firstSector = firstElement >> Warp.SECTOR_SHIFT;
            long lastSector = (firstElement + length - 1) >> Warp.SECTOR_SHIFT;
            for (long line = firstSector >> 2; line <= lastSector >> 2; line++) {
                if (line != pendingLine) {
                    store(pendingLine, pendingMask, log);
                    pendingLine = (int) line;
                    pendingMask = 0;
                }
                pendingMask |= Warp.mask(pendingLine, firstSector, lastSector);
            }
            i += length;
        }
        store(pendingLine, pendingMask, log);
    }

    private void store(int line, int mask, MissLog log) {
        if (mask != 0) {
            log.add((line << Warp.MASK_BITS) | mask);
            sectors += Integer.bitCount(mask);
        }
    }
}
