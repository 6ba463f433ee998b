package macjoule.model.sim;

import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Gemm;
import macjoule.model.net.Shape;
import macjoule.model.net.Window;

/**
 * The im2col view of a layer as addresses. Row m of the matrix starts at an input position, column k adds an offset to it; both
 * are kept as whole element offsets and as map coordinates, which tell padding from data.
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
    /** For each column of the matrix: its element offset and its shift along both axes. */
    final int[] columnOffset;

    final int[] columnY;
    final int[] columnX;

    private final int strideY;
    private final int top;
    private final int left;
    private final int outHeight;
    private final int outWidth;
    private final long imageElements;

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
        columnOffset = new int[k];
        columnY = new int[k];
        columnX = new int[k];
        fillColumns(window, height * width);
    }

    private void fillColumns(Window window, int mapElements) {
        int column = 0;
        for (int map = 0; column < k; map = Math.addExact(map, mapElements)) {
            for (int r = 0; r < window.kernelHeight(); r++) {
                int y = r * window.dilationHeight();
                for (int s = 0; s < window.kernelWidth(); s++) {
                    int x = s * window.dilationWidth();
                    columnY[column] = y;
                    columnX[column] = x;
                    columnOffset[column++] = Math.addExact(map, y * width + x);
                }
            }
        }
    }

    /** Position {@code row} of the output within the batch's maps: image, then y and x. */
    long image(long row) {
        return row / ((long) outHeight * outWidth);
    }

    int outY(long row) {
        return (int) (row / outWidth % outHeight);
    }

    int outX(long row) {
        return (int) (row % outWidth);
    }

    /** How many rows from {@code row} on, {@code most} at most, stay on one line of the output map. */
    int rowsOnOneLine(long row, int most) {
        return Math.min(most, outWidth - outX(row));
    }

    int inputY(long row) {
        return outY(row) * strideY - top;
    }

    int inputX(long row) {
        return outX(row) * strideX - left;
    }

    /** The element a row starts at; within the padding this may lie before its map. */
    long inputElement(long row) {
        return image(row) * imageElements + (long) inputY(row) * width + inputX(row);
    }

    /** How many rows from {@code row} on, {@code most} at most, stay within one image. */
    int rowsOnOneImage(long row, int most) {
        long map = (long) outHeight * outWidth;
        return (int) Math.min(most, map - row % map);
    }

    /** The element of output {@code row} of filter {@code filter}. */
    long outputElement(long row, int filter) {
        long map = (long) outHeight * outWidth;
        return outputElement + (image(row) * n + filter) * map + row % map;
    }
}
