package macjoule.model.sim;

import java.util.Arrays;

/**
 * A set-associative cache of 128-byte lines with four sectors each, least recently used out first. Each set keeps its entries
 * in order of last use; an entry is a line number with its valid sectors in the low four bits.
 */
final class SectoredCache {
    /** A line that never occurs, with no sector valid. */
    private static final int EMPTY = -1 << Warp.MASK_BITS;

    /** Ways of the usual L1. */
    private static final int FEW = 4;

    private final int sets;
    private final int ways;
    private final int[] entries;

    SectoredCache(CacheSize size) {
        this.sets = size.sets();
        this.ways = size.ways();
        this.entries = new int[Math.multiplyExact(sets, ways)];
        Arrays.fill(entries, EMPTY);
    }

    /**
     * Loads sectors of a line and says which of them were not there.
     *
     * @param access the line's number above four bits for the sectors
     */
    int load(int access) {
        int line = access >>> Warp.MASK_BITS;
        int mask = access & Warp.FULL_LINE;
        int first = setOf(line) * ways;
        int newest = entries[first];
        if (newest >>> Warp.MASK_BITS == line) {
            entries[first] = newest | mask;
            return mask & ~newest;
        }
        return ways == FEW ? loadOlderOfFew(first, line, mask) : loadOlder(first, line, mask);
    }

    int sets() {
        return sets;
    }

    /** {@link #loadOlder} for {@link #FEW} entries, spelt out: a loop over so few costs more than what it does. */
    private int loadOlderOfFew(int first, int line, int mask) {
        int[] all = entries;
        int newest = all[first];
        int second = all[first + 1];
        all[first + 1] = newest;
        if (second >>> Warp.MASK_BITS == line) {
            all[first] = second | mask;
            return mask & ~second;
        }
        int third = all[first + 2];
        all[first + 2] = second;
        if (third >>> Warp.MASK_BITS == line) {
            all[first] = third | mask;
            return mask & ~third;
        }
        int oldest = all[first + 3];
        all[first + 3] = third;
        if (oldest >>> Warp.MASK_BITS == line) {
            all[first] = oldest | mask;
            return mask & ~oldest;
        }
        all[first] = (line << Warp.MASK_BITS) | mask;
        return mask;
    }

    /** Looks for {@code line} while moving every entry it passes one place down, so that the place in front is free. */
    private int loadOlder(int first, int line, int mask) {
        int[] all = entries;
        int moved = all[first];
        for (int i = first + 1; i < first + ways; i++) {
            int entry = all[i];
            all[i] = moved;
            if (entry >>> Warp.MASK_BITS == line) {
                all[first] = entry | mask;
                return mask & ~entry;
            }
            moved = entry;
        }
        all[first] = line << Warp.MASK_BITS | mask;
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
