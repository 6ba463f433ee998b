package macjoule.model.sim;

import macjoule.model.BadInputException;

/** Size of a set-associative cache with lines of 128 bytes. */
public record CacheSize(long bytes, int ways) {
    static final int LINE_BYTES = 128;
    private static final long MOST_LINES = 1 << 28;

    public CacheSize {
        if (bytes < LINE_BYTES) {
            throw new BadInputException(
                    "a cache of " + bytes + " bytes is smaller than a line",
                    "cache",
                    "give " + LINE_BYTES + " or more");
        }
        if (ways < 1) {
            throw new BadInputException(ways + " ways are not positive", "cache", "give 1 or more");
        }
        long lines = bytes / LINE_BYTES;
        if (bytes % LINE_BYTES != 0 || lines % ways != 0 || lines > MOST_LINES) {
            throw new BadInputException(
                    bytes + " bytes do not make whole sets of " + ways + " lines of " + LINE_BYTES + " bytes",
                    "cache",
                    "give a multiple of " + (long) LINE_BYTES * ways + " bytes, at most 32 GiB");
        }
    }

    public static CacheSize ofKilobytes(long kilobytes, int ways) {
        return new CacheSize(kilobytes * 1024, ways);
    }

    int sets() {
        return (int) (bytes / LINE_BYTES / ways);
    }

    /** One of {@code parts} equal slices of this cache, in whole sets. */
    CacheSize slice(int parts) {
        long setBytes = (long) LINE_BYTES * ways;
        long sliced = bytes / parts / setBytes * setBytes;
        if (sliced == 0) {
            throw new BadInputException(
                    "a cache of " + bytes + " bytes has no set of " + ways + " lines for each of " + parts
                            + " thread blocks",
                    "cache",
                    "give a larger cache, fewer ways or fewer active thread blocks");
        }
        return new CacheSize(sliced, ways);
    }
}
