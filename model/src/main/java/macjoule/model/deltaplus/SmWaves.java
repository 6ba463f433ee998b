package macjoule.model.deltaplus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import macjoule.model.sim.SimulationSetup;

/**
 * Which SMs of which waves to look at. What an SM finds in its L1 depends on how many of its thread blocks share a column or a
 * row, so at least one SM is taken for every such case that is not rare.
 */
final class SmWaves {
    private static final int MOST_WAVES = 12;
    private static final int MOST_SMS = 8;
    private static final double RARE = 0.03;

    private SmWaves() {}

    /**
     * @param weight the share of all thread blocks it stands for
     */
    record Sample(long wave, int sm, double weight) {}

    /**
     * How many thread blocks an SM has at a time, in how many columns and rows they lie, and whether the first goes on in the
     * column of the last one of the wave before, where that matters.
     */
    private record Sharing(int ctas, int columns, int rows, boolean goesOn) {}

    private static final class Cases {
        private final List<long[]> members = new ArrayList<>();
        private long ctas;
    }

    /**
     * About {@code wished} samples, and one for each case that is not rare.
     *
     * @param acrossWaves whether it matters what the wave before left in L1
     */
    static List<Sample> choose(SimulationSetup setup, int wished, boolean acrossWaves) {
        List<Cases> common = new ArrayList<>(cases(setup, acrossWaves).values());
        long all = common.stream().mapToLong(c -> c.ctas).sum();
        common.sort(Comparator.comparingLong((Cases c) -> c.ctas).reversed());
        common.removeIf(c -> c.ctas < RARE * all && c != common.get(0));
        long kept = common.stream().mapToLong(c -> c.ctas).sum();
        List<Sample> samples = new ArrayList<>();
        for (Cases c : common) {
            double weight = (double) c.ctas / kept;
            int share = (int) Math.max(1, Math.round(weight * wished));
            for (int i = 0; i < share; i++) {
                long[] member = c.members.get((int) GoldenSequence.at(i, c.members.size()));
                samples.add(new Sample(member[0], (int) member[1], weight / share));
            }
        }
        return samples;
    }

    private static Map<Sharing, Cases> cases(SimulationSetup setup, boolean acrossWaves) {
        Map<Sharing, Cases> cases = new LinkedHashMap<>();
        int waves = (int) Math.min(setup.waves(), MOST_WAVES);
        for (int i = 0; i < waves; i++) {
            long wave = waves == setup.waves() ? i : GoldenSequence.at(i, setup.waves());
            int busy = (int) Math.min(setup.sms(), setup.ctas() - wave * setup.slots());
            for (int j = 0; j < Math.min(busy, MOST_SMS); j++) {
                int sm = (int) GoldenSequence.otherAt(j, busy);
                Sharing sharing = sharing(setup, wave, sm, acrossWaves);
                Cases same = cases.computeIfAbsent(sharing, s -> new Cases());
                same.members.add(new long[] {wave, sm});
                same.ctas += sharing.ctas;
            }
        }
        return cases;
    }

    private static Sharing sharing(SimulationSetup setup, long wave, int sm, boolean acrossWaves) {
        int ctas = 0;
        int columns = 0;
        int rows = 0;
        long lastColumn = -1;
        long lastRow = -1;
        for (long id = wave * setup.slots() + sm; ctas < setup.activeCtas() && id < setup.ctas(); id += setup.sms()) {
            long column = setup.columnOf(id);
            long row = setup.rowOf(id);
            columns += column != lastColumn ? 1 : 0;
            rows += row != lastRow ? 1 : 0;
            lastColumn = column;
            lastRow = row;
            ctas++;
        }
        long first = wave * setup.slots() + sm;
        boolean goesOn = acrossWaves && wave > 0 && setup.columnOf(first) == setup.columnOf(first - setup.sms());
        return new Sharing(ctas, columns, rows, goesOn);
    }
}
