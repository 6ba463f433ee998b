package macjoule.model.delta;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import macjoule.model.BadInputException;
import org.jspecify.annotations.Nullable;

/**
 * How a matrix product is cut for the GPU: a thread block (CTA) computes m x n outputs and advances k terms per iteration of its
 * main loop; each of its warps computes warpM x warpN.
 *
 * @param registers registers per thread, which the paper took from a profiler and does not print
 * @param ctasPerSm thread blocks that an SM runs at a time, where a profiler told; null where it follows from the rest
 */
public record Tile(
        int m,
        int n,
        int k,
        int warpM,
        int warpN,
        int threads,
        int registers,
        @Nullable Integer ctasPerSm) {
    public static final Tile T128X128 = new Tile(128, 128, 8, 64, 32, 256, 128);
    public static final Tile T128X64 = new Tile(128, 64, 4, 64, 32, 128, 128);
    public static final Tile T128X32 = new Tile(128, 32, 4, 32, 32, 128, 80);
    /** The large tiles of the paper's options 7 to 9, of which it prints only the 256. */
    public static final Tile T256X256 = new Tile(256, 256, 8, 64, 64, 512, 255);

    public static final Tile T256X128 = new Tile(256, 128, 8, 64, 64, 256, 128);
    public static final Tile T256X64 = new Tile(256, 64, 4, 64, 32, 256, 128);

    private static final List<Tile> KNOWN = List.of(T128X128, T128X64, T128X32, T256X256, T256X128, T256X64);
    private static final Pattern TEXT = Pattern.compile("(\\d{1,5})x(\\d{1,5})x(\\d{1,5})");
    private static final int MOST_REGISTERS = 255;

    public Tile {
        boolean empty = m < 1 || n < 1 || k < 1 || warpM < 1 || warpN < 1 || threads < 1 || registers < 1;
        if (empty || (ctasPerSm != null && ctasPerSm < 1)) {
            throw new BadInputException(
                    "a tile of " + m + "x" + n + "x" + k + " with a zero or negative part",
                    "tile",
                    "give positive sizes");
        }
    }

    /** A tile of which as many run at a time as an SM has room for. */
    public Tile(int m, int n, int k, int warpM, int warpN, int threads, int registers) {
        this(m, n, k, warpM, warpN, threads, registers, null);
    }

    /**
     * A tile by its size. Beyond the known ones, warps compute up to 64x32 each and a thread keeps its sums and 64 more
     * registers, as the paper's two larger tiles do.
     */
    public static Tile of(int m, int n, int k) {
        for (Tile tile : KNOWN) {
            if (tile.m == m && tile.n == n && tile.k == k) {
                return tile;
            }
        }
        int warpM = Math.max(1, Math.min(64, m));
        int warpN = Math.max(1, Math.min(32, n));
        long threads = 32 * Ceil.divide(m, warpM) * Ceil.divide(n, warpN);
        long sums = Ceil.divide((long) m * n, Math.max(1, threads));
        return new Tile(m, n, k, warpM, warpN, (int) threads, (int) Math.min(MOST_REGISTERS, sums + 64));
    }

    /** Reads {@code 128x64x4}. */
    public static Tile parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new BadInputException("'" + text + "' is not a tile", "tile", "write m x n x k, such as 128x64x4");
        }
        return of(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
    }

    /** The same tile by a kernel whose threads have so many registers. */
    public Tile withRegisters(int value) {
        return new Tile(m, n, k, warpM, warpN, threads, value, ctasPerSm);
    }

    /** The same tile by a kernel of which an SM runs so many thread blocks at a time. */
    public Tile withCtasPerSm(int value) {
        return new Tile(m, n, k, warpM, warpN, threads, registers, value);
    }

    /** Warps of a thread block, from the size of their parts. */
    public double warps() {
        return (double) m / warpM * ((double) n / warpN);
    }

    /** Inputs and filters that one iteration of the main loop stages in shared memory. */
    public long stagedElements() {
        return (long) (m + n) * k;
    }

    @Override
    public String toString() {
        return m + "x" + n + "x" + k;
    }
}
