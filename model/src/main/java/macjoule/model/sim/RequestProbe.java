package macjoule.model.sim;

/** The L1 requests of chosen thread blocks and columns of the im2col matrix, without any cache: what a model needs to sample. */
public final class RequestProbe {
    private final ConvTrace trace;
    private final int tileM;
    private final int tileN;
    private final int tileK;
    private final CtaRows cta;
    private final WarpLoads loads;

    public RequestProbe(SimulationSetup setup) {
        this.trace = new ConvTrace(setup.layer());
        this.tileM = setup.tile().m();
        this.tileN = setup.tile().n();
        this.tileK = setup.tile().k();
        this.cta = new CtaRows(tileM);
        this.loads = new WarpLoads(setup, trace);
    }

    /** Turns to the {@code number}th tile of rows. */
    public void enterRows(long number) {
        cta.placeInputs(trace, number * tileM, tileM);
    }

    /** Turns to the {@code number}th tile of columns. */
    public void enterColumns(long number) {
        cta.placeFilters(trace, number * tileN, tileN);
    }

    /** Loads of column {@code k} of the input matrix by a thread block. */
    public void loadInputs(int k) {
        loads.loadInputs(cta, k, k + 1);
    }

    /** Loads of filters by a thread block in main loop iteration {@code iteration}. */
    public void loadFilters(int iteration) {
        int from = iteration * tileK;
        loads.loadFilters(cta, from, Math.min(from + tileK, trace.k));
    }

    /** Sectors of inputs asked for so far. */
    public long inputSectors() {
        return loads.ifmap.sectors;
    }

    /** Lines of inputs asked for so far. */
    public long inputLines() {
        return loads.ifmap.lines;
    }

    /** Sectors of filters asked for so far. */
    public long filterSectors() {
        return loads.filter.sectors;
    }
}
