package macjoule.model.sim;

/**
 * What the loads of a thread block ask of L1, warp by warp. Consecutive lanes of a warp that fall on one line are a single access
 * with several sectors: a line number above four bits for its sectors.
 */
final class WarpLoads {
    private final ConvTrace trace;
    private final int perWarp;
    private final int[] accesses;
    private int size;
    final LoadCounter ifmap = new LoadCounter();
    final LoadCounter filter = new LoadCounter();

    WarpLoads(SimulationSetup setup, ConvTrace trace) {
        this.trace = trace;
        this.perWarp = Warp.LANES / setup.tile().k();
        // No load of a lane is more than one access.
        this.accesses = new int
                [Math.max(setup.tile().m(), setup.tile().n()) * setup.tile().k()];
    }

    /** The inputs of columns {@code from} up to {@code to}; replaces what was loaded before. */
    void loadInputs(CtaRows cta, int from, int to) {
        size = 0;
        int taps = trace.tapOffset.length;
        int channel = from / taps;
        int tap = from % taps;
        for (int k = from; k < to; k++) {
            loadColumn(cta, channel, tap++);
            if (tap == taps) {
                tap = 0;
                channel++;
            }
        }
        count(ifmap);
    }

    /** The filters' elements {@code from} up to {@code to}; replaces what was loaded before. */
    void loadFilters(CtaRows cta, int from, int to) {
        filter.requests += (cta.filterCount + perWarp - 1) / perWarp;
        filter.lanes += (long) (to - from) * cta.filterCount;
        size = 0;
        if (trace.k - (to - from) < Warp.LINE_ELEMENTS) {
            loadNarrowFilters(cta, from, to);
        } else {
            loadWideFilters(cta, from, to);
        }
        count(filter);
    }

    /** Filters so long that no two of them meet on a line. */
    private void loadWideFilters(CtaRows cta, int from, int to) {
        int k = trace.k;
        int last = to - from - 1;
        long element = trace.filterElement + (long) cta.firstFilter * k + from;
        for (int i = 0; i < cta.filterCount; i++) {
            int line = (int) (element >> AddressMap.LINE_SHIFT);
            int lastLine = (int) ((element + last) >> AddressMap.LINE_SHIFT);
            int mask = firstMask(element);
            if (line < lastLine) {
                accesses[size++] = (line << Warp.MASK_BITS) | mask;
                mask = Warp.FULL_LINE;
            }
            accesses[size++] = (lastLine << Warp.MASK_BITS) | (mask & lastMask(element + last));
            element += k;
        }
    }

    /** Sectors of a line from that of {@code element} on. */
    private static int firstMask(long element) {
        return (Warp.FULL_LINE << (int) (element >> Warp.SECTOR_SHIFT & 3)) & Warp.FULL_LINE;
    }

    /** Sectors of a line up to that of {@code element}. */
    private static int lastMask(long element) {
        return Warp.FULL_LINE >> (3 - (int) (element >> Warp.SECTOR_SHIFT & 3));
    }

    private void loadNarrowFilters(CtaRows cta, int from, int to) {
        int k = trace.k;
        int last = to - from - 1;
        long element = trace.filterElement + (long) cta.firstFilter * k + from;
        for (int first = 0; first < cta.filterCount; first += perWarp) {
            int end = Math.min(first + perWarp, cta.filterCount);
            int warpStart = size;
            for (int i = first; i < end; i++) {
                loadSectors(warpStart, element, element + last);
                element += k;
            }
        }
    }

    /** How many accesses what was loaded last takes. */
    int size() {
        return size;
    }

    /** The accesses of what was loaded last. */
    int[] accesses() {
        return accesses;
    }

    private void count(LoadCounter counter) {
        int sectors = 0;
        for (int i = 0; i < size; i++) {
            sectors += Integer.bitCount(accesses[i] & Warp.FULL_LINE);
        }
        counter.lines += size;
        counter.sectors += sectors;
    }

    private void loadColumn(CtaRows cta, int channel, int tap) {
        int[] warpStart = cta.warpStart;
        long offset = (long) channel * trace.mapElements + trace.tapOffset[tap];
        for (int warp = 0; warp < warpStart.length - 1; warp++) {
            int lanes = loadRuns(cta, warpStart[warp], warpStart[warp + 1], offset, tap);
            if (lanes > 0) {
                ifmap.requests++;
                ifmap.lanes += lanes;
            }
        }
    }

    private int loadRuns(CtaRows cta, int firstRun, int endRun, long offset, int tap) {
        int shiftY = trace.tapY[tap];
        int shiftX = trace.tapX[tap];
        int width = trace.width;
        int stride = trace.strideX;
        int warpStart = size;
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
                loadSpan(warpStart, cta.runElement[run] + offset + (long) skipped * stride, active, stride);
            }
        }
        return lanes;
    }

    private void loadSpan(int warpStart, long element, int count, int stride) {
        if (stride > Warp.SECTOR_ELEMENTS) {
            for (int i = 0; i < count; i++) {
                loadSectors(warpStart, element + (long) i * stride, element + (long) i * stride);
            }
        } else {
            loadSectors(warpStart, element, element + (long) (count - 1) * stride);
        }
    }

    /** Loads every sector from that of {@code firstElement} to that of {@code lastElement}. */
    private void loadSectors(int warpStart, long firstElement, long lastElement) {
        int line = (int) (firstElement >> AddressMap.LINE_SHIFT);
        int lastLine = (int) (lastElement >> AddressMap.LINE_SHIFT);
        int mask = firstMask(firstElement);
        while (line < lastLine) {
            touch(warpStart, line, mask);
            mask = Warp.FULL_LINE;
            line++;
        }
        touch(warpStart, line, mask & lastMask(lastElement));
    }

    private void touch(int warpStart, int line, int mask) {
        if (size > warpStart && accesses[size - 1] >>> Warp.MASK_BITS == line) {
            accesses[size - 1] |= mask;
        } else {
            accesses[size++] = (line << Warp.MASK_BITS) | mask;
        }
    }
}
