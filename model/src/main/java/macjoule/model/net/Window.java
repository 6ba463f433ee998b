package macjoule.model.net;

import macjoule.model.BadInputException;

/** The sliding window of a convolution or a pooling: its size, step, surroundings and holes. */
public record Window(
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        Padding padding,
        int dilationHeight,
        int dilationWidth) {

    public Window {
        requirePositive("kernel", kernelHeight, kernelWidth);
        requirePositive("stride", strideHeight, strideWidth);
        requirePositive("dilation", dilationHeight, dilationWidth);
    }

    /** A square window that moves by one, unpadded. */
    public static Window of(int kernel) {
        return of(kernel, kernel);
    }

    public static Window of(int kernelHeight, int kernelWidth) {
        return new Window(kernelHeight, kernelWidth, 1, 1, Padding.NONE, 1, 1);
    }

    public Window withStride(int vertical, int horizontal) {
        return new Window(kernelHeight, kernelWidth, vertical, horizontal, padding, dilationHeight, dilationWidth);
    }

    public Window withPadding(Padding newPadding) {
        return new Window(
                kernelHeight, kernelWidth, strideHeight, strideWidth, newPadding, dilationHeight, dilationWidth);
    }

    public Window withDilation(int vertical, int horizontal) {
        return new Window(kernelHeight, kernelWidth, strideHeight, strideWidth, padding, vertical, horizontal);
    }

    public int area() {
        return kernelHeight * kernelWidth;
    }

    /** The map this window yields when slid over {@code input}, channels kept. */
    Shape slideOver(Shape input, Rounding rounding) {
        return new Shape(
                input.channels(),
                steps(
                        "height",
                        input.height(),
                        padding.top(),
                        padding.bottom(),
                        kernelHeight,
                        strideHeight,
                        dilationHeight,
                        rounding),
                steps(
                        "width",
                        input.width(),
                        padding.left(),
                        padding.right(),
                        kernelWidth,
                        strideWidth,
                        dilationWidth,
                        rounding));
    }

    private static int steps(
            String axis, int input, int before, int after, int kernel, int stride, int dilation, Rounding rounding) {
        long reach = (long) dilation * (kernel - 1) + 1;
        long room = (long) input + before + after - reach;
        if (room < 0) {
            throw new BadInputException(
                    "a window reaching over " + reach + " does not fit the padded " + axis + " "
                            + (input + before + after),
                    axis,
                    "use a larger input, a smaller kernel or more padding");
        }
        if (rounding == Rounding.DOWN) {
            return Math.toIntExact(room / stride + 1);
        }
        long steps = (room + stride - 1) / stride + 1;
        // A last window lying wholly in the far padding would see nothing; Caffe and PyTorch both drop it.
        boolean lastSeesNothing = before + after > 0 && (steps - 1) * stride >= (long) input + before;
        return Math.toIntExact(lastSeesNothing ? steps - 1 : steps);
    }

    private static void requirePositive(String what, int vertical, int horizontal) {
        if (vertical < 1 || horizontal < 1) {
            throw new BadInputException(
                    what + " " + vertical + "x" + horizontal + " is not positive", what, "give 1 or more on both axes");
        }
    }
}
