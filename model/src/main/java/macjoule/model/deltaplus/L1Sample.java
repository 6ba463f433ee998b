package macjoule.model.deltaplus;

import macjoule.model.delta.Gemm;
import macjoule.model.delta.LevelTraffic;
import macjoule.model.sim.SimulationSetup;
import macjoule.model.sim.SmProbe;

/**
 * Bytes asked of L2, from following the L1 of a few SMs for a few rounds each. Reuse distances in L1 span some iterations only,
 * so a short stretch stands for the whole main loop once the cache has filled; where the whole loop is short, so that
 * filters may even survive from one wave to the next, it is followed from end to end behind the wave before.
 */
final class L1Sample {
    private static final double SECTOR_BYTES = 32;
    private static final int SAMPLES = 1;
    /** Lane loads up to which a main loop is followed from end to end. */
    private static final int WHOLE_LOOP_LANES = 40_000;
    /** Lane loads after which L1 counts as warm even if it never fills, as all it needs is there. */
    private static final long WARM_UP_LANES = 18_000;
    /** Lane loads to measure. */
    private static final int STRETCH_LANES = 16_000;
    /** How many times as many may be measured to end with the last tap of a channel. */
    private static final int MOST_TIMES_STRETCH = 3;

    private final SimulationSetup setup;
    private final SmProbe probe;
    private final long lanesAtATime;
    private final long l1Sectors;

    private double missesPerInput;
    private double missesPerFilter;

    private L1Sample(SimulationSetup setup) {
        this.setup = setup;
        this.probe = new SmProbe(setup);
        long ctasPerSm = Math.min(setup.activeCtas(), (setup.ctas() - 1) / setup.sms() + 1);
        this.lanesAtATime = ctasPerSm * setup.tile().stagedElements();
        this.l1Sectors = setup.l1().bytes() / (long) SECTOR_BYTES;
    }

    static LevelTraffic of(SimulationSetup setup) {
        L1Sample sample = new L1Sample(setup);
        long wholeLoop = setup.loops() * sample.lanesAtATime;
        boolean whole = wholeLoop <= WHOLE_LOOP_LANES;
        int i = 0;
        for (SmWaves.Sample where : SmWaves.choose(setup, SAMPLES, whole)) {
            sample.probe.reset();
            sample.probe.enter(where.wave(), where.sm());
            if (whole) {
                sample.takeWholeLoop(where);
            } else {
                sample.takeStretch(where, i++);
            }
        }
        Gemm gemm = setup.layer().gemm();
        return new LevelTraffic(
                SECTOR_BYTES * sample.missesPerInput * gemm.m() * gemm.k() * setup.columns(),
                SECTOR_BYTES * sample.missesPerFilter * gemm.n() * gemm.k() * setup.rows());
    }

    private void takeWholeLoop(SmWaves.Sample where) {
        if (where.wave() > 0) {
            probe.enter(where.wave() - 1, where.sm());
            probe.run(0, probe.rounds());
            probe.enter(where.wave(), where.sm());
        }
        measure(0, probe.rounds(), where.weight());
    }

    private void takeStretch(SmWaves.Sample where, int i) {
        int rounds = probe.rounds();
        int length = Math.min(rounds, stretch());
        int most = Math.max(0, rounds - length);
        int round = (int) GoldenSequence.at(i, Math.max(1, most - length));
        long mostInputs = WARM_UP_LANES
                * setup.tile().m()
                / (setup.tile().m() + setup.tile().n());
        while (round < most && probe.inputs() < mostInputs && probe.inputMisses() + probe.filterMisses() < l1Sectors) {
            probe.run(round, round + 1);
            round++;
        }
        measure(round, round + length, where.weight());
    }

    /** Rounds to measure: what is affordable, or whole turns through the taps of a channel if those are not many more. */
    private int stretch() {
        long affordable = Math.max(2, STRETCH_LANES / lanesAtATime);
        int taps = setup.layer().window().area();
        int turn = taps / Alignment.gcd(taps, setup.tile().k());
        long turns = Math.max(1, affordable / turn);
        return (int) (turns * turn <= MOST_TIMES_STRETCH * affordable ? turns * turn : affordable);
    }

    private void measure(int from, int to, double weight) {
        long inputMisses = probe.inputMisses();
        long filterMisses = probe.filterMisses();
        long inputs = probe.inputs();
        long filters = probe.filters();
        probe.run(from, to);
        missesPerInput += weight * (probe.inputMisses() - inputMisses) / Math.max(1, probe.inputs() - inputs);
        missesPerFilter += weight * (probe.filterMisses() - filterMisses) / Math.max(1, probe.filters() - filters);
    }
}
