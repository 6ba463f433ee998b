package macjoule.model.sim;

import java.util.Arrays;

/**
 * A single SM of a simulation, to be followed for a few rounds of a few waves. It keeps the contents of its L1 between calls
 * and shows what went on to L2, but simulates nothing behind it. What a model needs to sample.
 */
public final class SmProbe {
    private final SimulationSetup setup;
    private final ConvTrace trace;
    private final CtaRows[] ctas;
    private StreamingMultiprocessor sm;
    private int busy;
    private long inputs;
    private long filters;

    public SmProbe(SimulationSetup setup) {
        this.setup = setup;
        this.trace = new ConvTrace(setup.layer());
        this.ctas = new CtaRows[setup.activeCtas()];
        Arrays.setAll(ctas, group -> new CtaRows(setup.tile().m()));
        this.sm = new StreamingMultiprocessor(setup, trace);
    }

    /** Empties L1 and sets all counts to 0. */
    public void reset() {
        sm = new StreamingMultiprocessor(setup, trace);
        inputs = 0;
        filters = 0;
    }

    /** Turns to SM {@code number} in {@code wave}; returns how many thread blocks it has there. */
    public int enter(long wave, int number) {
        busy = 0;
        for (int group = 0; group < ctas.length; group++) {
            int slot = group * setup.sms() + number;
            long id = wave * setup.slots() + slot;
            if (id < setup.ctas()) {
                ctas[group].place(trace, setup, id);
                busy++;
            }
        }
        return busy;
    }

    /** How many rounds its thread blocks take, lags included. */
    public int rounds() {
        return busy == 0 ? 0 : setup.loops() + setup.skew() * (busy - 1);
    }

    /** Runs rounds {@code from} up to {@code to}. */
    public void run(int from, int to) {
        for (int round = from; round < to; round++) {
            for (int group = 0; group < busy; group++) {
                int iteration = round - setup.skew() * group;
                if (iteration >= 0 && iteration < setup.loops()) {
                    sm.iterate(ctas[group], group, iteration, null);
                    count(ctas[group], iteration);
                }
            }
        }
    }

    private void count(CtaRows cta, int iteration) {
        int tileK = setup.tile().k();
        long columns = Math.min(tileK, trace.k - iteration * tileK);
        inputs += columns * cta.rowCount;
        filters += columns * cta.filterCount;
    }

    /** Elements of the input matrix that were staged so far, padding included. */
    public long inputs() {
        return inputs;
    }

    /** Elements of the filter matrix that were staged so far. */
    public long filters() {
        return filters;
    }

    /** Sectors of inputs asked of L2 so far. */
    public long inputMisses() {
        return sm.ifmap().missedSectors;
    }

    /** Sectors of filters asked of L2 so far. */
    public long filterMisses() {
        return sm.filter().missedSectors;
    }
}
