package macjoule.model.net;

import java.util.List;
import macjoule.model.BadInputException;

/**
 * A convolution of any kind: {@code groups} splits channels and filters into that many independent convolutions. Start from
 * {@link #of} and refine: {@code Convolution.of(96, 11).stride(4).pad(2)}.
 */
public record Convolution(int filters, Window window, int groups, boolean bias) implements Layer {

    public Convolution {
        if (filters < 1) {
            throw new BadInputException(filters + " filters of a convolution", "filters", "give 1 or more");
        }
        if (groups < 1 || filters % groups != 0) {
            throw new BadInputException(
                    filters + " filters do not split into " + groups + " groups",
                    "groups",
                    "give a number of groups that divides the filters");
        }
    }

    /** A square kernel with bias, stride 1, no padding and one group. */
    public static Convolution of(int filters, int kernel) {
        return of(filters, kernel, kernel);
    }

    public static Convolution of(int filters, int kernelHeight, int kernelWidth) {
        return new Convolution(filters, Window.of(kernelHeight, kernelWidth), 1, true);
    }

    public Convolution stride(int stride) {
        return stride(stride, stride);
    }

    public Convolution stride(int vertical, int horizontal) {
        return with(window.withStride(vertical, horizontal));
    }

    public Convolution pad(int amount) {
        return pad(Padding.all(amount));
    }

    public Convolution pad(int vertical, int horizontal) {
        return pad(Padding.of(vertical, horizontal));
    }

    public Convolution pad(Padding padding) {
        return with(window.withPadding(padding));
    }

    public Convolution dilation(int dilation) {
        return with(window.withDilation(dilation, dilation));
    }

    public Convolution groups(int newGroups) {
        return new Convolution(filters, window, newGroups, bias);
    }

    public Convolution noBias() {
        return new Convolution(filters, window, groups, false);
    }

    private Convolution with(Window newWindow) {
        return new Convolution(filters, newWindow, groups, bias);
    }

    @Override
    public String type() {
        return "convolution";
    }

    /** Whether every filter sees a single channel of {@code input}; a channel may have several filters. */
    public boolean isDepthwise(Shape input) {
        return groups > 1 && groups == input.channels();
    }

    /** Weights of this convolution over {@code input}, bias not included. */
    public long weights(Shape input) {
        return (long) window.area() * (input.channels() / groups) * filters;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = inputs.get(0);
        if (input.channels() % groups != 0) {
            throw new BadInputException(
                    input.channels() + " channels do not split into " + groups + " groups",
                    "groups",
                    "give a number of groups that divides the channels");
        }
        return window.slideOver(input, Rounding.DOWN).withChannels(filters);
    }
}
