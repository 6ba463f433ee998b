package macjoule.model.sim;

import java.util.Arrays;

/**
 * What one SM sends to L2 during a block of rounds, in order, with where each round of each of its slots ends; apart for every
 * shard of L2, so that whoever replays a shard reads nothing else.
 */
final class MissLog {
    private final SharedL2 l2;
    private final Part[] parts;
    private int marks;

    /** The accesses of one shard. */
    static final class Part {
        private int[] accesses = new int[1024];
        private int size;
        private final int[] ends;

        Part(int mostMarks) {
            ends = new int[mostMarks];
        }

        private void add(int access) {
            if (size == accesses.length) {
                accesses = Arrays.copyOf(accesses, 2 * size);
            }
            accesses[size++] = access;
        }

        int start(int mark) {
            return mark == 0 ? 0 : ends[mark - 1];
        }

        int end(int mark) {
            return ends[mark];
        }

        int[] accesses() {
            return accesses;
        }
    }

    MissLog(SharedL2 l2, int mostMarks) {
        this.l2 = l2;
        this.parts = new Part[l2.shards()];
        Arrays.setAll(parts, shard -> new Part(mostMarks));
    }

    void clear() {
        for (Part part : parts) {
            part.size = 0;
        }
        marks = 0;
    }

    /** @param access a line number above four bits for its sectors */
    void add(int access) {
        parts[parts.length == 1 ? 0 : l2.shardOf(access >>> Warp.MASK_BITS)].add(access);
    }

    void mark() {
        for (Part part : parts) {
            part.ends[marks] = part.size;
        }
        marks++;
    }

    Part part(int shard) {
        return parts[shard];
    }
}
