package macjoule.model.sim;

/** The L1 requests of chosen thread blocks and columns of the im2col matrix, without any cache: what a model needs to sample. */
public final class RequestProbe {
    private final SimulationSetup setup;
    private final ConvTrace trace;
    private final CtaRows cta;
    private final StreamingMultiprocessor sm;

    public RequestProbe(SimulationSetup setup) {
        // The requests do not depend on what L1 holds; a single line is the cheapest to look up.
        CacheSize oneLine = new CacheSize(CacheSize.LINE_BYTES, 1);
        this.setup = setup.withPrivateL1(false).withCaches(oneLine, oneLine);
        this.trace = new ConvTrace(setup.layer());
        this.cta = new CtaRows(setup.tile().m());
        this.sm = new StreamingMultiprocessor(this.setup, trace, 0);
    }

    /** Turns to thread block {@code id}. */
    public void enter(long id) {
        cta.place(trace, setup, id);
    }

    /** Its loads of column {@code k} of the input matrix. */
    public void loadInputs(int k) {
        sm.loadInputs(cta, k);
        sm.handOver(sm.ifmap);
        sm.log.clear();
    }

    /** Its loads of filters in main loop iteration {@code iteration}. */
    public void loadFilters(int iteration) {
        int from = iteration * setup.tile().k();
        sm.loadFilters(cta, from, Math.min(from + setup.tile().k(), trace.k));
        sm.handOver(sm.filter);
        sm.log.clear();
    }

    /** Sectors of inputs asked for so far. */
    public long inputSectors() {
        return sm.ifmap.sectors;
    }

    /** Lines of inputs asked for so far. */
    public long inputLines() {
        return sm.ifmap.lines;
    }

    /** Sectors of filters asked for so far. */
    public long filterSectors() {
        return sm.filter.sectors;
    }
}
