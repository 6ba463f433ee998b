package macjoule.model.sim;

import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Gemm;
import macjoule.model.net.Shape;
import macjoule.model.net.Window;

/**
 * The im2col view of a layer as addresses. Row m of the matrix starts at an input position, column k adds an offset to it: that
 * of its channel and that of its tap. Both are kept as whole element offsets and as map coordinates, which tell padding from data.
 */
final class ConvTrace {
    final int height;
    final int width;
    final int strideX;
    final int k;
    final int n;
    final long m;
    final long filterElement;
    final long outputElement;
    /** Elements of one channel of one image. */
    final int mapElements;
    /** For each tap of the window: its element offset and its shift along both axes. */
    final int[] tapOffset;

    final int[] tapY;
    final int[] tapX;
    final int strideY;
    final int top;
    final int left;
    final int outHeight;
    final int outWidth;
    final long imageElements;

    ConvTrace(ConvDims layer) {
        Window window = layer.window();
        Shape input = layer.input();
        Gemm gemm = layer.gemm();
        // A pointwise layer that skips nothing sees each map as one long row, which makes its runs longest.
        boolean flat = layer.pointwise()
                && layer.outHeight() == input.height()
                && layer.outWidth() == input.width()
                && window.padding().vertical() + window.padding().horizontal() == 0;
        height = flat ? 1 : input.height();
        width = flat ? input.height() * input.width() : input.width();
        outHeight = flat ? 1 : layer.outHeight();
        outWidth = flat ? width : layer.outWidth();
        strideY = window.strideHeight();
        strideX = window.strideWidth();
        top = window.padding().top();
        left = window.padding().left();
        imageElements = input.elements();
        m = gemm.m();
        n = Math.toIntExact(gemm.n());
        k = Math.toIntExact(gemm.k());
        AddressMap map = AddressMap.of(layer);
        filterElement = map.filterLine() << AddressMap.LINE_SHIFT;
        outputElement = map.outputLine() << AddressMap.LINE_SHIFT;
        mapElements = Math.multiplyExact(height, width);
        tapOffset = new int[window.area()];
        tapY = new int[window.area()];
        tapX = new int[window.area()];
        fillTaps(window);
    }

    private void fillTaps(Window window) {
        int tap = 0;
        for (int r = 0; r < window.kernelHeight(); r++) {
            int y = r * window.dilationHeight();
            for (int s = 0; s < window.kernelWidth(); s++) {
                int x = s * window.dilationWidth();
                tapY[tap] = y;
                tapX[tap] = x;
                tapOffset[tap++] = y * width + x;
            }
        }
    }

    /** How many outputs from {@code row} on, {@code most} at most, stay within one image. */
    int rowsOnOneImage(long row, int most) {
        long map = (long) outHeight * outWidth;
        return (int) Math.min(most, map - row % map);
    }

    /** The element of output {@code row} of filter {@code filter}. */
    long outputElement(long row, int filter) {
        long map = (long) outHeight * outWidth;
        return outputElement + (row / map * n + filter) * map + row % map;
    }
}
