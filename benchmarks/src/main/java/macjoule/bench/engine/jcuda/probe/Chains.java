package macjoule.bench.engine.jcuda.probe;

import java.util.Arrays;
import java.util.Random;

/** Orders in which every place of a chain is visited once before the first is visited again. */
final class Chains {
    /** The same orders for all, so that measurements can be repeated. */
    private static final long SEED = 42;

    private Chains() {}

    /**
     * One random cycle through all places, by Sattolo's algorithm. Random, so that nothing can be fetched before it is asked for.
     *
     * @return for each place the one that follows it
     */
    static int[] randomCycle(int places) {
        int[] next = new int[places];
        Arrays.setAll(next, i -> i);
        Random random = new Random(SEED);
        for (int i = places - 1; i > 0; i--) {
            int other = random.nextInt(i);
            int kept = next[i];
            next[i] = next[other];
            next[other] = kept;
        }
        return next;
    }
}
