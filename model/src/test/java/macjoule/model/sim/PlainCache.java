package macjoule.model.sim;

import java.util.ArrayList;
import java.util.List;

/** A sectored set-associative cache as lists of entries, most recently used first. */
final class PlainCache {
    private final int ways;
    private final List<List<long[]>> sets = new ArrayList<>();

    PlainCache(int sets, int ways) {
        this.ways = ways;
        for (int i = 0; i < sets; i++) {
            this.sets.add(new ArrayList<>());
        }
    }

    /** Loads the sectors of {@code mask} of {@code line}; returns those that were missing. */
    int load(long line, int mask) {
        List<long[]> set = sets.get((int) ((hash(line) * sets.size()) >> 32));
        for (int i = 0; i < set.size(); i++) {
            long[] entry = set.get(i);
            if (entry[0] == line) {
                int missing = mask & ~((int) entry[1]);
                entry[1] |= mask;
                set.add(0, set.remove(i));
                return missing;
            }
        }
        set.add(0, new long[] {line, mask});
        if (set.size() > ways) {
            set.remove(ways);
        }
        return mask;
    }

    private static long hash(long line) {
        long h = (line * 0x9E3779B1L) & 0xFFFFFFFFL;
        h ^= h >> 15;
        h = (h * 0x85EBCA77L) & 0xFFFFFFFFL;
        return h ^ (h >> 13);
    }
}
