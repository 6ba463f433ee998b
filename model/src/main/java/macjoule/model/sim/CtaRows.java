package macjoule.model.sim;

/**
 * The thread block in one slot of a wave: its rows of the im2col matrix cut into runs that lie on one line of the output map,
 * warp by warp, and its filters. Refilled for every wave.
 */
final class CtaRows {
    final int[] warpStart;
    final long[] runElement;
    final int[] runY;
    final int[] runX;
    final int[] runLength;
    long firstRow;
    int rowCount;
    int firstFilter;
    int filterCount;

    CtaRows(int tileM) {
        warpStart = new int[tileM / Warp.LANES + 1];
        runElement = new long[tileM];
        runY = new int[tileM];
        runX = new int[tileM];
        runLength = new int[tileM];
    }

    /** Makes this thread block {@code id}. */
    void place(ConvTrace trace, SimulationSetup setup, long id) {
        placeInputs(trace, setup.rowOf(id) * setup.tile().m(), setup.tile().m());
        placeFilters(trace, setup.columnOf(id) * setup.tile().n(), setup.tile().n());
    }

    /** Gives it {@code most} rows of the input matrix from {@code row} on, as far as there are any. */
    void placeInputs(ConvTrace trace, long row, int most) {
        firstRow = row;
        rowCount = (int) Math.min(most, trace.m - row);
        int outX = (int) (row % trace.outWidth);
        int outY = (int) (row / trace.outWidth % trace.outHeight);
        long image = row / trace.outWidth / trace.outHeight;
        int runs = 0;
        int i = 0;
        for (int warp = 0; warp < warpStart.length - 1; warp++) {
            warpStart[warp] = runs;
            int end = Math.min((warp + 1) * Warp.LANES, rowCount);
            while (i < end) {
                int length = Math.min(end - i, trace.outWidth - outX);
                setRun(runs++, trace, image, outY, outX, length);
                i += length;
                outX += length;
                if (outX == trace.outWidth) {
                    outX = 0;
                    outY++;
                }
                if (outY == trace.outHeight) {
                    outY = 0;
                    image++;
                }
            }
        }
        warpStart[warpStart.length - 1] = runs;
    }

    /** Gives it {@code most} filters from {@code filter} on, as far as there are any. */
    void placeFilters(ConvTrace trace, long filter, int most) {
        firstFilter = (int) filter;
        filterCount = Math.min(most, trace.n - firstFilter);
    }

    /** The element may lie before its map, within the padding. */
    private void setRun(int run, ConvTrace trace, long image, int outY, int outX, int length) {
        int y = outY * trace.strideY - trace.top;
        int x = outX * trace.strideX - trace.left;
        runY[run] = y;
        runX[run] = x;
        runElement[run] = image * trace.imageElements + (long) y * trace.width + x;
        runLength[run] = length;
    }
}
