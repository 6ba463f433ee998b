package macjoule.model.deltaplus;

import macjoule.model.delta.LevelTraffic;
import macjoule.model.sim.RequestProbe;
import macjoule.model.sim.SimulationSetup;

/** Bytes the warps request of L1, from coalescing a sample of their loads exactly. */
final class RequestSample {
    private static final int LINE_BYTES = 128;
    private static final double SECTOR_BYTES = 32;
    private static final int INPUT_TILES = 16;
    private static final int COLUMNS_PER_TILE = 8;
    private static final int FILTER_STEPS = 24;

    private final SimulationSetup setup;
    private final RequestProbe probe;
    private final int k;

    private RequestSample(SimulationSetup setup) {
        this.setup = setup;
        this.probe = new RequestProbe(setup);
        this.k = Math.toIntExact(setup.layer().gemm().k());
    }

    /** @param requestBytes what a request for inputs returns: whole lines of 128 bytes, or else sectors */
    static LevelTraffic of(SimulationSetup setup, int requestBytes) {
        RequestSample sample = new RequestSample(setup);
        double inputs = sample.inputBytes(requestBytes == LINE_BYTES);
        return new LevelTraffic(inputs, SECTOR_BYTES * sample.filterSectors());
    }

    private double inputBytes(boolean byLine) {
        long sampled = 0;
        for (int i = 0; i < INPUT_TILES; i++) {
            probe.enterRows(setup.rowOf(GoldenSequence.at(i, setup.ctas())));
            for (int j = 0; j < COLUMNS_PER_TILE; j++) {
                probe.loadInputs((int) GoldenSequence.otherAt(i * COLUMNS_PER_TILE + j, k));
                sampled++;
            }
        }
        double bytes = byLine ? (double) LINE_BYTES * probe.inputLines() : SECTOR_BYTES * probe.inputSectors();
        return bytes / sampled * k * setup.ctas();
    }

    private double filterSectors() {
        long steps = setup.columns() * setup.loops();
        int sampled = (int) Math.min(FILTER_STEPS, steps);
        for (int i = 0; i < sampled; i++) {
            long step = sampled == steps ? i : GoldenSequence.at(i, steps);
            probe.enterColumns(step / setup.loops());
            probe.loadFilters((int) (step % setup.loops()));
        }
        return (double) probe.filterSectors() / sampled * steps * setup.rows();
    }
}
