package macjoule.model.format.caffe;

import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.net.Padding;
import macjoule.model.net.Window;

/** The window in the parameters of a convolution or a pooling: one number for both axes, one for each, or fields by axis. */
final class WindowParameters {
    private WindowParameters() {}

    static Window of(Message parameters) {
        int[] kernel = pair(parameters, "kernel_size", "kernel_h", "kernel_w", -1);
        if (kernel[0] == -1 || kernel[1] == -1) {
            throw new BadInputException("no kernel size", "kernel_size", "give kernel_size, or kernel_h and kernel_w");
        }
        int[] stride = pair(parameters, "stride", "stride_h", "stride_w", 1);
        int[] pad = pair(parameters, "pad", "pad_h", "pad_w", 0);
        int[] dilation = pair(parameters, "dilation", "dilation_h", "dilation_w", 1);
        return Window.of(kernel[0], kernel[1])
                .withStride(stride[0], stride[1])
                .withPadding(Padding.of(pad[0], pad[1]))
                .withDilation(dilation[0], dilation[1]);
    }

    private static int[] pair(Message parameters, String both, String vertical, String horizontal, int otherwise) {
        List<Integer> values = parameters.integers(both);
        if (values.size() > 2) {
            throw new BadInputException(both + " " + values + " has more than two axes", both, "give one or two");
        }
        int first = values.isEmpty() ? otherwise : values.get(0);
        int last = values.isEmpty() ? otherwise : values.get(values.size() - 1);
        return new int[] {parameters.integer(vertical, first), parameters.integer(horizontal, last)};
    }
}
