package macjoule.model.sim;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One SM: its L1 caches and the loads of its thread blocks through them. */
final class StreamingMultiprocessor {
    private final ConvTrace trace;
    private final int tileK;
    private final WarpLoads loads;
    private final SectoredCache[] caches;

    StreamingMultiprocessor(SimulationSetup setup, ConvTrace trace) {
        this.trace = trace;
        this.tileK = setup.tile().k();
        this.loads = new WarpLoads(setup, trace);
        this.caches = new SectoredCache[setup.privateL1() ? setup.activeCtas() : 1];
        CacheSize size = setup.privateL1() ? setup.l1().slice(setup.activeCtas()) : setup.l1();
        Arrays.setAll(caches, i -> new SectoredCache(size));
    }

    /** Loads of inputs so far. */
    LoadCounter ifmap() {
        return loads.ifmap;
    }

    /** Loads of filters so far. */
    LoadCounter filter() {
        return loads.filter;
    }

    /**
     * One main loop iteration of {@code cta}, the {@code group}th thread block of this SM.
     *
     * @param log takes what L1 misses, if that matters
     */
    void iterate(CtaRows cta, int group, int iteration, @Nullable MissLog log) {
        SectoredCache cache = caches[caches.length == 1 ? 0 : group];
        int from = iteration * tileK;
        int to = Math.min(from + tileK, trace.k);
        loads.loadInputs(cta, from, to);
        loads.ifmap.missedSectors += lookUp(cache, log);
        loads.loadFilters(cta, from, to);
        loads.filter.missedSectors += lookUp(cache, log);
    }

    /** Looks up in {@code cache} what was loaded last; returns how many sectors are not there. */
    private int lookUp(SectoredCache cache, @Nullable MissLog log) {
        int[] accesses = loads.accesses();
        int size = loads.size();
        int missedSectors = 0;
        for (int i = 0; i < size; i++) {
            int access = accesses[i];
            int missed = cache.load(access);
            if (missed != 0) {
                missedSectors += Integer.bitCount(missed);
                if (log != null) {
                    log.add((access & -1 << Warp.MASK_BITS) | missed);
                }
            }
        }
        return missedSectors;
    }
}
