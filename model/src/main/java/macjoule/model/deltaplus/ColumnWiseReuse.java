package macjoule.model.deltaplus;

import macjoule.model.sim.SimulationSetup;

/** Waves that go down a column of thread blocks: the inputs come by again with each column, the filters with each wave. */
final class ColumnWiseReuse extends MemoryReuse {
    private final long rows;
    private final double allRoom;

    ColumnWiseReuse(SimulationSetup setup, Operands operands) {
        super(setup, operands);
        this.rows = setup.rows();
        this.allRoom = room(0, rows);
    }

    @Override
    double inputBytes(Wave wave, Wave before) {
        long start = wave.first() % rows;
        double read = 0;
        for (long column = firstColumn(wave); column <= lastColumn(wave); column++) {
            long from = Math.max(wave.first() - column * rows, 0);
            long to = Math.min(wave.end() - column * rows, rows);
            // From the row that the wave started with on, the column before is part of the wave.
            long split = Math.max(from, Math.min(start, to));
            read += missed(wave, column, from, split) + missed(wave, column, split, to);
        }
        return start == 0 ? read : read - sharedAt(start) * kept() * missRate(wave, firstColumn(wave), start);
    }

    private double missed(Wave wave, long column, long from, long to) {
        if (from == to) {
            return 0;
        }
        return bytes(from, to) * (missRate(wave, column, from) + missRate(wave, column, to - 1)) / 2;
    }

    /** How likely a row tile of {@code wave} has to be read from memory in spite of the column before. */
    private double missRate(Wave wave, long column, long row) {
        if (column == 0) {
            return 1;
        }
        long previous = (column - 1) * rows + row;
        long wavesSince = wave.first() / setup.slots() - previous / setup.slots();
        if (wavesSince == 0) {
            long groups = (previous + rows - wave.first()) / setup.sms() - (previous - wave.first()) / setup.sms();
            return lostByLag(wave, groups);
        }
        double outputs = (double) wavesSince * setup.slots() * outputBytes;
        double filters = filterRoom(wave) + (wavesSince > 1 ? filterBytes(column - 1, column) : 0);
        return 1 - l2.after(allRoom + filters + outputs);
    }

    @Override
    double filterBytes(Wave wave, Wave before) {
        double read = 0;
        for (long column = firstColumn(wave); column <= lastColumn(wave); column++) {
            long ctas = Math.min(wave.end(), (column + 1) * rows) - Math.max(wave.first(), column * rows);
            long groups = (ctas - 1) / setup.sms();
            read += filterBytes(column, column + 1) * (1 + groups * lostByLag(wave, 1));
        }
        boolean goesOn = before.ctas() > 0 && lastColumn(before) == firstColumn(wave);
        return goesOn ? read - filterBytes(firstColumn(wave), firstColumn(wave) + 1) * kept() : read;
    }

    @Override
    double inputRoom(Wave wave) {
        long start = wave.first() % rows;
        long inColumn = Math.min(rows - start, wave.ctas());
        long above = Math.min(start, wave.ctas() - inColumn);
        return room(start, start + inColumn) + room(0, above);
    }

    @Override
    double filterRoom(Wave wave) {
        return filterBytes(firstColumn(wave), lastColumn(wave) + 1);
    }

    private long firstColumn(Wave wave) {
        return wave.first() / rows;
    }

    private long lastColumn(Wave wave) {
        return (wave.end() - 1) / rows;
    }
}
