package macjoule.bench.engine.jcuda;

/**
 * How a kernel reads its input.
 *
 * @param suffix at the end of the kernel's name
 * @param vector how many terms it reads at once, for the table of offsets
 */
record Loader(String suffix, int vector, boolean needsOffsets) {
    /** Floats that lie side by side are read four at a time. */
    private static final int FLOATS_AT_ONCE = 4;

    static Loader of(ConvolutionShape shape, Precision precision, Tile tile) {
        if (precision.isChannelsLast()) {
            return tile.anyChannels() ? new Loader("_any", 1, true) : new Loader("", precision.vector(), true);
        }
        int places = shape.input().height() * shape.input().width();
        if (shape.isPointwise() && places % FLOATS_AT_ONCE == 0) {
            return new Loader("_pointwise", 1, false);
        }
        if (shape.isPointwise() && places == 1 && shape.channelsPerGroup() % FLOATS_AT_ONCE == 0) {
            return new Loader("_matrix", 1, false);
        }
        return new Loader("", 1, true);
    }
}
