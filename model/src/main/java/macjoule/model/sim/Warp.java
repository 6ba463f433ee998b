package macjoule.model.sim;

/** What the loads of a warp have in common. */
final class Warp {
    static final int LANES = 32;
    /** Log2 of the elements of a sector of 32 bytes. */
    static final int SECTOR_SHIFT = 3;
    /** Steps of up to a sector leave none out between the first and the last one touched. */
    static final int SECTOR_ELEMENTS = 1 << SECTOR_SHIFT;

    static final int LINE_ELEMENTS = 1 << AddressMap.LINE_SHIFT;

    /** Bits for the sectors of a line, below its number. */
    static final int MASK_BITS = 4;

    static final int FULL_LINE = 0xF;

    private Warp() {}

    /** The sectors of {@code line} within {@code first} to {@code last}, counted from address 0. */
    static int mask(int line, long first, long last) {
        long start = (long) line << 2;
        int from = (int) Math.max(first - start, 0);
        int to = (int) Math.min(last - start, 3);
        return (FULL_LINE << from) & (FULL_LINE >> (3 - to));
    }
}
