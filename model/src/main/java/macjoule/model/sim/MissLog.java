package macjoule.model.sim;

import java.util.Arrays;

/** What one SM's L1 missed during a block of rounds, in order, with where each round of each of its slots ends. */
final class MissLog {
    private final int[] ends;
    private int[] records = new int[1024];
    private int size;
    private int marks;

    MissLog(int mostMarks) {
        ends = new int[mostMarks];
    }

    void clear() {
        size = 0;
        marks = 0;
    }

    void add(int line, int mask) {
        if (size == records.length) {
            records = Arrays.copyOf(records, 2 * size);
        }
        records[size++] = line << 4 | mask;
    }

    void mark() {
        ends[marks++] = size;
    }

    int start(int mark) {
        return mark == 0 ? 0 : ends[mark - 1];
    }

    int end(int mark) {
        return ends[mark];
    }

    int[] records() {
        return records;
    }
}
