package macjoule.model.sim;

import java.util.Arrays;

/**
 * A set-associative cache of 128-byte lines with four sectors each, least recently used out first. Each set keeps its entries
 * in order of last use; an entry is a line number with its valid sectors in the low four bits.
 */
final class SectoredCache {
    private static final int SECTORS = 4;
    /** A line that never occurs, with no sector valid. */
    private static final int EMPTY = -1 << SECTORS;

    private final int sets;
    private final int ways;
    private final int[] entries;

    SectoredCache(CacheSize size) {
        this.sets = size.sets();
        this.ways = size.ways();
        this.entries = new int[Math.multiplyExact(sets, ways)];
        Arrays.fill(entries, EMPTY);
    }

    /** Loads the sectors of {@code mask} of {@code line} and says which of them were not there. */
    int load(int line, int mask) {
        return load(setOf(line), line, mask);
    }

    /** The same where the set of the line is known already. */
    int load(int set, int line, int mask) {
        int first = set * ways;
        int newest = entries[first];
        if (newest >>> SECTORS == line) {
            entries[first] = newest | mask;
            return mask & ~newest;
        }
        return loadOlder(first, line, mask);
    }

    int sets() {
        return sets;
    }

    /** Looks for {@code line} while moving every entry it passes one place down, so that the place in front is free. */
    private int loadOlder(int first, int line, int mask) {
        int[] all = entries;
        int moved = all[first];
        for (int i = first + 1; i < first + ways; i++) {
            int entry = all[i];
            all[i] = moved;
            if (entry >>> SECTORS == line) {
                all[first] = entry | mask;
                return mask & ~entry;
            }
            moved = entry;
        }
        all[first] = line << SECTORS | mask;
        return mask;
    }

    /** The set of a line: a mixing hash, as a plain one makes regular strides collide. */
    int setOf(int line) {
        int h = line * 0x9E3779B1;
        h ^= h >>> 15;
        h *= 0x85EBCA77;
        h ^= h >>> 13;
        return (int) (((h & 0xFFFFFFFFL) * sets) >>> 32);
    }
}
