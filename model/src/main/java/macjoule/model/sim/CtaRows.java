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
        firstRow = setup.rowOf(id) * setup.tile().m();
        rowCount = (int) Math.min(setup.tile().m(), trace.m - firstRow);
        firstFilter = (int) (setup.columnOf(id) * setup.tile().n());
        filterCount = Math.min(setup.tile().n(), trace.n - firstFilter);
        int runs = 0;
        for (int warp = 0; warp < warpStart.length - 1; warp++) {
            warpStart[warp] = runs;
            runs = cutWarp(trace, warp * Warp.LANES, runs);
        }
        warpStart[warpStart.length - 1] = runs;
    }

    private int cutWarp(ConvTrace trace, int from, int firstRun) {
        int end = Math.min(from + Warp.LANES, rowCount);
        int run = firstRun;
        int i = from;
        while (i < end) {
            long row = firstRow + i;
            int length = trace.rowsOnOneLine(row, end - i);
            runElement[run] = trace.inputElement(row);
            runY[run] = trace.inputY(row);
            runX[run] = trace.inputX(row);
            runLength[run] = length;
            run++;
            i += length;
        }
        return run;
    }
}
