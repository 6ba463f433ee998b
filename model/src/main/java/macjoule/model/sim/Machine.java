package macjoule.model.sim;

/**
 * The whole GPU running one layer, wave by wave. Within a wave all thread blocks advance in rounds of one main loop iteration.
 * The L1 caches are simulated a block of rounds at a time, each SM by itself; what they missed is then replayed into L2 in the
 * order in which the rounds would have brought it. So memory use follows the caches, not the length of the trace.
 */
final class Machine {
    private static final int ROUNDS_PER_BLOCK = 32;

    private final SimulationSetup setup;
    private final ConvTrace trace;
    private final Workers workers;
    private final StreamingMultiprocessor[] sms;
    private final SharedL2 l2;
    private final CtaRows[] slots;

    Machine(SimulationSetup setup, Workers workers) {
        AddressMap.requireAddressable(setup.layer());
        this.setup = setup;
        this.trace = new ConvTrace(setup.layer());
        this.workers = workers;
        this.sms = new StreamingMultiprocessor[setup.sms()];
        for (int sm = 0; sm < sms.length; sm++) {
            sms[sm] = new StreamingMultiprocessor(setup, trace, ROUNDS_PER_BLOCK * setup.activeCtas());
        }
        this.l2 = new SharedL2(setup.l2(), trace, workers);
        this.slots = new CtaRows[(int) Math.min(setup.slots(), setup.ctas())];
        for (int slot = 0; slot < slots.length; slot++) {
            slots[slot] = new CtaRows(setup.tile().m());
        }
    }

    MachineCounts run() {
        long ctas = setup.ctas();
        for (long first = 0; first < ctas; first += setup.slots()) {
            int busy = (int) Math.min(setup.slots(), ctas - first);
            for (int slot = 0; slot < busy; slot++) {
                slots[slot].place(trace, setup, first + slot);
            }
            runWave(busy);
        }
        return MachineCounts.of(sms, l2);
    }

    private void runWave(int busy) {
        int lastGroup = (busy - 1) / setup.sms();
        int rounds = Math.addExact(setup.loops(), Math.multiplyExact(setup.skew(), lastGroup));
        for (int first = 0; first < rounds; first += ROUNDS_PER_BLOCK) {
            int from = first;
            int to = Math.min(from + ROUNDS_PER_BLOCK, rounds);
            workers.forEach(sms.length, sm -> runRounds(sm, busy, from, to));
            l2.replay(sms, (to - from) * setup.activeCtas());
        }
        if (setup.writes()) {
            for (int slot = 0; slot < busy; slot++) {
                l2.write(trace, slots[slot]);
            }
        }
    }

    private void runRounds(int sm, int busy, int from, int to) {
        StreamingMultiprocessor processor = sms[sm];
        processor.log.clear();
        for (int round = from; round < to; round++) {
            for (int group = 0; group < setup.activeCtas(); group++) {
                int slot = group * sms.length + sm;
                int iteration = round - setup.skew() * group;
                if (slot < busy && iteration >= 0 && iteration < setup.loops()) {
                    processor.iterate(slots[slot], group, iteration);
                }
                processor.log.mark();
            }
        }
    }
}
