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
    final SimulationSetup setup;
    final Residency l2;
    final double outputBytes;
    private final Operands operands;
    private final Residency l1;
    private final long m;
    private final long n;
    private final long k;
    private double inputs;
    private double filters;
    private double kept;

    MemoryReuse(SimulationSetup setup, Operands operands) {
        ConvDims layer = setup.layer();
        this.operands = operands;
        this.setup = setup;
        this.l2 = new Residency(setup.l2());
        this.m = layer.gemm().m();
        this.n = layer.gemm().n();
        this.k = layer.gemm().k();
        this.l1 = new Residency(setup.l1());
        this.outputBytes = setup.writes() ? (double) operands.elementBytes() * m * n / setup.ctas() : 0;
    }

    /** @param setup of whose tile the depth does not matter unless thread blocks lag */
    static LevelTraffic of(SimulationSetup setup, Operands operands) {
        MemoryReuse reuse = switch (setup.order()) {
            case COLUMN -> new ColumnWiseReuse(setup, operands);
            case ROW -> new RowWiseReuse(setup, operands);
        };
        Wave before = new Wave(0, 0);
        double roomBefore = 0;
        long waves = setup.waves();
        for (long number = 0; number < waves; number++) {
            Wave wave = Wave.of(setup, number);
            double inputRoom = reuse.inputRoom(wave);
            double room = inputRoom + reuse.filterRoom(wave);
            double outputs = before.ctas() * reuse.outputBytes;
            reuse.kept = reuse.l2.between(outputs + roomBefore, outputs + room);
            reuse.inputs += reuse.inputBytes(wave, before) * reuse.timesReadByTaps(inputRoom);
            reuse.filters += reuse.filterBytes(wave, before);
            before = wave;
            roomBefore = room;
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

    /** How likely what the wave before read is still there when this wave comes to the same point of its main loop. */
    final double kept() {
        return kept;
    }

    /** Bytes of the inputs of row tiles {@code from} up to {@code to}. */
    final double bytes(long from, long to) {
        return operands.sectors().bytes(row(from), row(to));
    }

    /** Room the inputs of row tiles {@code from} up to {@code to} take in a cache of whole lines. */
    final double room(long from, long to) {
        return operands.lines().bytes(row(from), row(to));
    }

    /** Bytes that the row tiles on both sides of {@code tile} have in common. */
    final double sharedAt(long tile) {
        return Math.max(0, bytes(tile - 1, tile) + bytes(tile, tile + 1) - bytes(tile - 1, tile + 1));
    }

    /** Bytes of the filters of column tiles {@code from} up to {@code to}. */
    final double filterBytes(long from, long to) {
        return (double) operands.elementBytes()
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

    /**
     * The taps of a kernel come back to an input one after the other, while the others of the same slice of channels are read;
     * if L1 and L2 lost it meanwhile, it is read again.
     */
    private double timesReadByTaps(double inputRoom) {
        if (operands.passes() == 1) {
            return 1;
        }
        double sliceBytes = inputRoom / operands.slices();
        double lost = 1 - l2.after(sliceBytes);
        if (operands.throughL1()) {
            lost *= 1 - l1.after(sliceBytes / setup.sms());
        }
        return 1 + (operands.passes() - 1) * lost;
    }

    private double row(long tile) {
        return (double) Math.min(tile * setup.tile().m(), m);
    }
}
