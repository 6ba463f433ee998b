package macjoule.model.deltaplus;

import macjoule.model.delta.ConvDims;
import macjoule.model.net.Window;

/**
 * How the operands of a convolution lie in memory and in which order its kernel goes through them.
 *
 * @param sectors distinct sectors of input
 * @param lines distinct cache lines of input
 * @param elementBytes of inputs, filters and outputs
 * @param slices of the channels, each gone through with all taps before the next
 * @param passes how often the taps come back to an input beyond what neighbouring loads share; at least 1
 * @param throughL1 whether L1 keeps what was loaded
 */
record Operands(
        InputFootprint sectors,
        InputFootprint lines,
        int elementBytes,
        double slices,
        double passes,
        boolean throughL1) {
    private static final int SECTOR_BYTES = 32;
    private static final int LINE_BYTES = 128;
    private static final int SINGLE = 4;

    /** Single precision with the map innermost: one channel after the other, and horizontal taps find their data in L1. */
    static Operands nchw(ConvDims layer) {
        double passes = (double) layer.window().kernelHeight() / layer.window().strideHeight();
        return new Operands(
                new Footprint(layer, SECTOR_BYTES / SINGLE),
                new Footprint(layer, LINE_BYTES / SINGLE),
                SINGLE,
                layer.input().channels(),
                Math.max(1, passes),
                true);
    }

    /** Channels innermost, {@code depth} of them at a time, loaded past L1 as asynchronous copies are. */
    static Operands nhwc(ConvDims layer, int elementBytes, int depth) {
        Window window = layer.window();
        double passes = (double) window.area() / (window.strideHeight() * window.strideWidth());
        return new Operands(
                new NhwcFootprint(layer, elementBytes, SECTOR_BYTES),
                new NhwcFootprint(layer, elementBytes, LINE_BYTES),
                elementBytes,
                Math.max(1, (double) layer.input().channels() / depth),
                Math.max(1, passes),
                false);
    }
}
