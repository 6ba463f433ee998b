package macjoule.model.deltaplus;

import macjoule.model.delta.ConvDims;
import macjoule.model.delta.LevelTraffic;
import macjoule.model.sim.SimulationSetup;

/**
 * Bytes read from memory, wave by wave. Thread blocks of a wave run side by side, so what they share is read once; whether it is
 * read again in a later wave is a matter of what has passed through L2 since. Between two waves in a row that is always about
 * one wave's inputs, filters and outputs: what the earlier one read after the data and the later one before it.
 */
abstract class MemoryReuse {
    private static final double ELEMENT_BYTES = 4;
    private static final int SECTOR = 8;
    private static final int LINE = 32;

    final SimulationSetup setup;
    final Residency l2;
    final double outputBytes;
    private final Footprint sectors;
    private final Footprint lines;
    private final Residency l1;
    private final long m;
    private final long n;
    private final long k;
    private double inputs;
    private double filters;

    MemoryReuse(SimulationSetup setup) {
        ConvDims layer = setup.layer();
        this.setup = setup;
        this.l2 = new Residency(setup.l2());
        this.sectors = new Footprint(layer, SECTOR);
        this.lines = new Footprint(layer, LINE);
        this.m = layer.gemm().m();
        this.n = layer.gemm().n();
        this.k = layer.gemm().k();
        this.l1 = new Residency(setup.l1());
        this.outputBytes = setup.writes() ? ELEMENT_BYTES * m * layer.gemm().n() / setup.ctas() : 0;
    }

    static LevelTraffic of(SimulationSetup setup) {
        MemoryReuse reuse = switch (setup.order()) {
            case COLUMN -> new ColumnWiseReuse(setup);
            case ROW -> new RowWiseReuse(setup);
        };
        Wave before = new Wave(0, 0);
        for (long number = 0; number < setup.waves(); number++) {
            Wave wave = Wave.of(setup, number);
            reuse.inputs += reuse.inputBytes(wave, before) * reuse.timesReadByTaps(wave);
            reuse.filters += reuse.filterBytes(wave, before);
            before = wave;
        }
        return new LevelTraffic(reuse.inputs, reuse.filters);
    }

    /** Bytes of inputs that {@code wave} reads from memory. */
    abstract double inputBytes(Wave wave, Wave before);

    /** Bytes of filters that {@code wave} reads from memory. */
    abstract double filterBytes(Wave wave, Wave before);

    /** Room that the distinct inputs of a wave take in L2. */
    abstract double inputRoom(Wave wave);

    /** Bytes of the distinct filters of a wave. */
    abstract double filterRoom(Wave wave);

    /** How likely what {@code before} read is still there when {@code wave} comes to the same point of its main loop. */
    final double kept(Wave wave, Wave before) {
        double outputs = before.ctas() * outputBytes;
        double early = inputRoom(before) + filterRoom(before);
        double late = inputRoom(wave) + filterRoom(wave);
        return l2.between(outputs + early, outputs + late);
    }

    /** Bytes of the inputs of row tiles {@code from} up to {@code to}. */
    final double bytes(long from, long to) {
        return ELEMENT_BYTES * SECTOR * sectors.of(row(from), row(to));
    }

    /** Room the inputs of row tiles {@code from} up to {@code to} take in a cache of whole lines. */
    final double room(long from, long to) {
        return ELEMENT_BYTES * LINE * lines.of(row(from), row(to));
    }

    /** Bytes that the row tiles on both sides of {@code tile} have in common. */
    final double sharedAt(long tile) {
        return Math.max(0, bytes(tile - 1, tile) + bytes(tile, tile + 1) - bytes(tile - 1, tile + 1));
    }

    /** Bytes of the filters of column tiles {@code from} up to {@code to}. */
    final double filterBytes(long from, long to) {
        return ELEMENT_BYTES
                * k
                * (Math.min(to * setup.tile().n(), n) - from * setup.tile().n());
    }

    /** How likely what a thread block of {@code wave} read is gone when another comes by {@code groups} lags later. */
    final double lostByLag(Wave wave, long groups) {
        if (setup.skew() == 0 || groups == 0) {
            return 0;
        }
        double share = Math.min(1, (double) groups * setup.skew() / setup.loops());
        return 1 - l2.after(share * (inputRoom(wave) + filterRoom(wave)));
    }

    /** A map line is read again for each further line of the kernel, a stride of kernel lines later; if L1 and L2 lost it. */
    private double timesReadByTaps(Wave wave) {
        ConvDims layer = setup.layer();
        double passes = (double) layer.window().kernelHeight() / layer.window().strideHeight();
        if (passes <= 1) {
            return 1;
        }
        double mapBytes = inputRoom(wave) / layer.input().channels();
        double lost = (1 - l2.after(mapBytes)) * (1 - l1.after(mapBytes / setup.sms()));
        return 1 + (passes - 1) * lost;
    }

    private double row(long tile) {
        return (double) Math.min(tile * setup.tile().m(), m);
    }
}
