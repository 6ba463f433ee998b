package macjoule.model.sim;

/**
 * One SM: its L1 caches, the loads of its thread blocks through them, and the log of what went on to L2. Consecutive lanes of a
 * warp that fall on one line are a single access with several sectors.
 */
final class StreamingMultiprocessor {
    private final ConvTrace trace;
    private final int tileK;
    private final SectoredCache[] caches;
    final MissLog log;
    final LoadCounter ifmap = new LoadCounter();
    final LoadCounter filter = new LoadCounter();

    private SectoredCache cache;
    private int pendingLine;
    private int pendingMask;
    private long lines;
    private long sectors;
    private long missedSectors;

    StreamingMultiprocessor(SimulationSetup setup, ConvTrace trace, int mostMarks) {
        this.trace = trace;
        this.tileK = setup.tile().k();
        caches = new SectoredCache[setup.privateL1() ? setup.activeCtas() : 1];
        CacheSize size = setup.privateL1() ? setup.l1().slice(setup.activeCtas()) : setup.l1();
        for (int i = 0; i < caches.length; i++) {
            caches[i] = new SectoredCache(size);
        }
        cache = caches[0];
        log = new MissLog(mostMarks);
    }

    /** One main loop iteration of {@code cta}, the {@code group}th thread block of this SM. */
    void iterate(CtaRows cta, int group, int iteration) {
        cache = caches[caches.length == 1 ? 0 : group];
        int from = iteration * tileK;
        int to = Math.min(from + tileK, trace.k);
        for (int k = from; k < to; k++) {
            loadInputs(cta, k);
        }
        handOver(ifmap);
        loadFilters(cta, from, to);
        handOver(filter);
    }

    void handOver(LoadCounter counter) {
        counter.lines += lines;
        counter.sectors += sectors;
        counter.missedSectors += missedSectors;
        lines = 0;
        sectors = 0;
        missedSectors = 0;
    }

    void loadInputs(CtaRows cta, int k) {
        int[] warpStart = cta.warpStart;
        for (int warp = 0; warp < warpStart.length - 1; warp++) {
            pendingMask = 0;
            int lanes = loadRuns(cta, warpStart[warp], warpStart[warp + 1], k);
            if (lanes > 0) {
                ifmap.requests++;
                ifmap.lanes += lanes;
                flush();
            }
        }
    }

    private int loadRuns(CtaRows cta, int firstRun, int endRun, int k) {
        int shiftY = trace.columnY[k];
        int shiftX = trace.columnX[k];
        int offset = trace.columnOffset[k];
        int width = trace.width;
        int stride = trace.strideX;
        int lanes = 0;
        for (int run = firstRun; run < endRun; run++) {
            int y = cta.runY[run] + shiftY;
            if (y < 0 || y >= trace.height) {
                continue;
            }
            int x = cta.runX[run] + shiftX;
            int skipped = 0;
            if (x < 0) {
                skipped = stride == 1 ? -x : (stride - 1 - x) / stride;
            }
            int length = cta.runLength[run];
            if (x + (length - 1) * stride >= width) {
                length = x >= width ? 0 : (width - 1 - x) / stride + 1;
            }
            int active = length - skipped;
            if (active > 0) {
                lanes += active;
                loadSpan(cta.runElement[run] + offset + (long) skipped * stride, active, stride);
            }
        }
        return lanes;
    }

    private void loadSpan(long element, int count, int stride) {
        if (stride > Warp.SECTOR_ELEMENTS) {
            for (int i = 0; i < count; i++) {
                loadSectors(element + (long) i * stride, element + (long) i * stride);
            }
        } else {
            loadSectors(element, element + (long) (count - 1) * stride);
        }
    }

    /** Loads every sector from that of {@code firstElement} to that of {@code lastElement}. */
    private void loadSectors(long firstElement, long lastElement) {
        int line = (int) (firstElement >> AddressMap.LINE_SHIFT);
        int lastLine = (int) (lastElement >> AddressMap.LINE_SHIFT);
        int firstMask = (Warp.FULL_LINE << (int) (firstElement >> Warp.SECTOR_SHIFT & 3)) & Warp.FULL_LINE;
        int lastMask = Warp.FULL_LINE >> (3 - (int) (lastElement >> Warp.SECTOR_SHIFT & 3));
        int mask = firstMask;
        while (line < lastLine) {
            touch(line, mask);
            mask = Warp.FULL_LINE;
            line++;
        }
        touch(line, mask & lastMask);
    }

    private void touch(int line, int mask) {
        if (pendingMask != 0 && line == pendingLine) {
            pendingMask |= mask;
            return;
        }
        if (pendingMask != 0) {
            flush();
        }
        pendingLine = line;
        pendingMask = mask;
    }

    private void flush() {
        lines++;
        sectors += Integer.bitCount(pendingMask);
        int missed = cache.load(pendingLine, pendingMask);
        if (missed != 0) {
            missedSectors += Integer.bitCount(missed);
            log.add(pendingLine, missed);
        }
    }

    void loadFilters(CtaRows cta, int from, int to) {
        int perWarp = Warp.LANES / tileK;
        int k = trace.k;
        int last = to - from - 1;
        long element = trace.filterElement + (long) cta.firstFilter * k + from;
        for (int first = 0; first < cta.filterCount; first += perWarp) {
            int end = Math.min(first + perWarp, cta.filterCount);
            pendingMask = 0;
            for (int i = first; i < end; i++) {
                loadSectors(element, element + last);
                element += k;
            }
            flush();
            filter.requests++;
        }
        filter.lanes += (long) (to - from) * cta.filterCount;
    }
}
