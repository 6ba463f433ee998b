package macjoule.model.deltaplus;

import macjoule.model.BadInputException;

/**
 * In which pieces and in which order a kernel does its work, and how its results are handed in.
 *
 * @param split parts that the sum over K is cut in, each of which is computed by thread blocks of its own
 * @param sums how the parts of a sum come together
 * @param grid how many thread blocks there are and what each of them does
 * @param epilogue whether an SM computes while it writes
 * @param swizzle columns of tiles that are gone through together, row by row; 1 goes down a column at a time
 */
public record KernelSchedule(int split, Sums sums, Grid grid, Epilogue epilogue, int swizzle) {
    /** What DeLTA takes for granted. */
    public static final KernelSchedule DEFAULT = new KernelSchedule(1, Sums.WORKSPACE, Grid.TILES, Epilogue.SERIAL, 1);

    /** How the parts of a sum come together. */
    public enum Sums {
        /** Each part is written by itself, and a second kernel adds them up. */
        WORKSPACE,
        /** Each part is added to the result in L2, which was set to zero before and stays in single precision. */
        ATOMIC
    }

    /** How many thread blocks there are and what each of them does. */
    public enum Grid {
        /** One for each piece of work. */
        TILES,
        /** As many as run at a time; each does one piece after the other. */
        PERSISTENT,
        /** As many as run at a time; each does the same number of main loop iterations, wherever tiles begin and end. */
        STREAM_K
    }

    /** Whether an SM computes while it writes. */
    public enum Epilogue {
        SERIAL,
        /** Results are written while the main loop of the SM's next tile runs. */
        OVERLAPPED
    }

    public KernelSchedule {
        if (split < 1) {
            throw new BadInputException("a sum split in " + split + " parts", "split", "give 1 or more");
        }
        if (swizzle < 1) {
            throw new BadInputException("a swizzle of " + swizzle + " columns", "swizzle", "give 1 or more");
        }
        if (split > 1 && grid == Grid.STREAM_K) {
            throw new BadInputException(
                    "a split sum on a stream-K grid", "split", "leave one of the two: stream-K cuts sums itself");
        }
        if (split == 1 && sums == Sums.ATOMIC) {
            throw new BadInputException("atomic sums of a single part", "sums", "give a split of 2 or more");
        }
    }

    public KernelSchedule withSplit(int parts, Sums how) {
        return new KernelSchedule(parts, how, grid, epilogue, swizzle);
    }

    public KernelSchedule withGrid(Grid value) {
        return new KernelSchedule(split, sums, value, epilogue, swizzle);
    }

    public KernelSchedule withEpilogue(Epilogue value) {
        return new KernelSchedule(split, sums, grid, value, swizzle);
    }

    public KernelSchedule withSwizzle(int columns) {
        return new KernelSchedule(split, sums, grid, epilogue, columns);
    }
}
