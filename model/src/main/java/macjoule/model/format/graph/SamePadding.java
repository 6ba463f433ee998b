package macjoule.model.format.graph;

import macjoule.model.net.Padding;
import macjoule.model.net.Shape;
import macjoule.model.net.Window;

/**
 * The padding called SAME: so much that a window with stride s yields a map of ceil(size / s). What cannot be split evenly goes to
 * one side, so a stride of 2 often makes it lopsided.
 */
public final class SamePadding {
    private SamePadding() {}

    /** {@code window} with explicit padding, the odd row and column at the bottom and the right. */
    public static Window upper(Window window, Shape input) {
        int vertical = vertical(window, input);
        int horizontal = horizontal(window, input);
        return window.withPadding(
                new Padding(vertical / 2, vertical - vertical / 2, horizontal / 2, horizontal - horizontal / 2));
    }

    /** {@code window} with explicit padding, the odd row and column at the top and the left. */
    public static Window lower(Window window, Shape input) {
        int vertical = vertical(window, input);
        int horizontal = horizontal(window, input);
        return window.withPadding(
                new Padding(vertical - vertical / 2, vertical / 2, horizontal - horizontal / 2, horizontal / 2));
    }

    private static int vertical(Window window, Shape input) {
        return total(input.height(), window.kernelHeight(), window.strideHeight(), window.dilationHeight());
    }

    private static int horizontal(Window window, Shape input) {
        return total(input.width(), window.kernelWidth(), window.strideWidth(), window.dilationWidth());
    }

    private static int total(int size, int kernel, int stride, int dilation) {
        long steps = ((long) size + stride - 1) / stride;
        long covered = (steps - 1) * stride + (long) dilation * (kernel - 1) + 1;
        return Math.toIntExact(Math.max(0, covered - size));
    }
}
