package macjoule.model.deltaplus;

import macjoule.model.sim.SimulationSetup;

/** Waves that go along rows of thread blocks: the inputs come by once, all filters with each wave. */
final class RowWiseReuse extends MemoryReuse {
    private final long columns;

    RowWiseReuse(SimulationSetup setup, Operands operands) {
        super(setup, operands);
        this.columns = setup.columns();
    }

    @Override
    double inputBytes(Wave wave, Wave before) {
        long from = wave.first() / columns;
        double read = bytes(from, lastRow(wave) + 1);
        if (wave.first() == 0) {
            return read;
        }
        boolean midRow = wave.first() % columns != 0;
        return read - (midRow ? bytes(from, from + 1) : sharedAt(from)) * kept();
    }

    @Override
    double filterBytes(Wave wave, Wave before) {
        double groups = (double) (wave.ctas() - 1) / setup.sms();
        double again = Math.min(wave.ctas(), before.ctas()) < columns ? 0 : kept();
        return filterRoom(wave) * (1 + groups * lostByLag(wave, 1) - again);
    }

    @Override
    double inputRoom(Wave wave) {
        return wave.ctas() == 0 ? 0 : room(wave.first() / columns, lastRow(wave) + 1);
    }

    @Override
    double filterRoom(Wave wave) {
        return filterBytes(0, columns) * Math.min(1, (double) wave.ctas() / columns);
    }

    private long lastRow(Wave wave) {
        return (wave.end() - 1) / columns;
    }
}
