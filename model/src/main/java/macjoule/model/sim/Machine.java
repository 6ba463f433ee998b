package macjoule.model.sim;

import java.util.Arrays;

/**
 * The whole GPU running one layer, wave by wave. Within a wave all thread blocks advance in rounds of one main loop iteration.
 * The L1 caches are simulated a block of rounds at a time, each SM by itself; what they missed is then replayed into L2, each
 * shard of it by itself, in the order in which the rounds would have brought it. So memory use follows the caches, not the length
 * of the trace. Threads begin with SMs and a shard of their own, which they find in their processor's cache, and go on with what
 * others have not come to.
 */
final class Machine {
    private static final int ROUNDS_PER_BLOCK = 16;

    private final SimulationSetup setup;
    private final ConvTrace trace;
    private final Workers workers;
    private final SharedL2 l2;
    private final StreamingMultiprocessor[] sms;
    private final OutputStores[] stores;
    private final CtaRows[] slots;
    /** Of this block of rounds and of the one before, which slower threads may still be replaying. */
    private final MissLog[][] logs;

    private final SharedWork smWork;
    private final SharedWork shardWork;

    /**
     * Thread blocks that run at the same time.
     *
     * @param first the first of them
     * @param busy how many they are
     * @param loopRounds rounds until the last of them is through its main loop
     * @param rounds the same with that of storing the outputs, if they are
     */
    private record Wave(long first, int busy, int loopRounds, int rounds) {}

    Machine(SimulationSetup setup, Workers workers) {
        AddressMap.requireAddressable(setup.layer());
        this.setup = setup;
        this.trace = new ConvTrace(setup.layer());
        this.workers = workers;
        this.l2 = new SharedL2(setup.l2(), trace, workers.threads());
        this.sms = new StreamingMultiprocessor[setup.sms()];
        this.stores = new OutputStores[setup.sms()];
        this.logs = new MissLog[2][setup.sms()];
        for (int sm = 0; sm < sms.length; sm++) {
            sms[sm] = new StreamingMultiprocessor(setup, trace);
            stores[sm] = new OutputStores(trace);
            logs[0][sm] = new MissLog(l2, ROUNDS_PER_BLOCK * setup.activeCtas());
            logs[1][sm] = new MissLog(l2, ROUNDS_PER_BLOCK * setup.activeCtas());
        }
        this.slots = new CtaRows[(int) Math.min(setup.slots(), setup.ctas())];
        this.smWork = new SharedWork(setup.sms(), workers.threads());
        this.shardWork = new SharedWork(l2.shards(), workers.threads());
        Arrays.setAll(slots, slot -> new CtaRows(setup.tile().m()));
    }

    MachineCounts run() {
        workers.forEach(workers.threads(), this::runPart);
        return MachineCounts.of(sms, stores, l2);
    }

    /** What one thread does of the whole run. */
    private void runPart(int thread) {
        long ctas = setup.ctas();
        int block = 0;
        for (long first = 0; first < ctas; first += setup.slots()) {
            Wave wave = wave(first, (int) Math.min(setup.slots(), ctas - first));
            for (int from = 0; from < wave.rounds; from += ROUNDS_PER_BLOCK) {
                int start = from;
                int end = Math.min(from + ROUNDS_PER_BLOCK, wave.rounds);
                MissLog[] current = logs[block & 1];
                smWork.share(thread, block, sm -> runRounds(sm, wave, start, end, current[sm]));
                smWork.await(block);
                shardWork.await(block - 1);
                int marks = (end - start) * setup.activeCtas();
                shardWork.share(thread, block, shard -> l2.replay(shard, current, marks));
                block++;
            }
        }
    }

    private Wave wave(long first, int busy) {
        int lastGroup = (busy - 1) / setup.sms();
        int loopRounds = Math.addExact(setup.loops(), Math.multiplyExact(setup.skew(), lastGroup));
        return new Wave(first, busy, loopRounds, setup.writes() ? Math.addExact(loopRounds, 1) : loopRounds);
    }

    private void runRounds(int sm, Wave wave, int from, int to, MissLog log) {
        if (from == 0) {
            place(sm, wave);
        }
        log.clear();
        for (int round = from; round < to; round++) {
            for (int group = 0; group < setup.activeCtas(); group++) {
                int slot = group * sms.length + sm;
                if (slot < wave.busy && round == wave.loopRounds) {
                    stores[sm].store(slots[slot], log);
                } else if (slot < wave.busy) {
                    iterate(sm, group, round - setup.skew() * group, log);
                }
                log.mark();
            }
        }
    }

    private void place(int sm, Wave wave) {
        for (int slot = sm; slot < wave.busy; slot += sms.length) {
            slots[slot].place(trace, setup, wave.first + slot);
        }
    }

    private void iterate(int sm, int group, int iteration, MissLog log) {
        if (iteration >= 0 && iteration < setup.loops()) {
            sms[sm].iterate(slots[group * sms.length + sm], group, iteration, log);
        }
    }
}
