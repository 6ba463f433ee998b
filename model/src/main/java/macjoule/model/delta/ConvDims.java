package macjoule.model.delta;

import java.util.List;
import java.util.Optional;
import macjoule.model.BadInputException;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.LayerSpec;
import macjoule.model.net.Network;
import macjoule.model.net.Node;
import macjoule.model.net.Padding;
import macjoule.model.net.Shape;
import macjoule.model.net.Window;

/**
 * A convolution over a batch, as the traffic models see it. A fully connected layer is a 1x1 convolution of a 1x1 map.
 *
 * <p>The paper knows one stride, one pad and no groups. Here each axis keeps its own, and every equation takes the value of the
 * axis it is about; a dilated kernel counts with its reach wherever positions are meant and with its size wherever weights are.
 * {@link #notes} says so of each layer the paper does not cover.
 */
public record ConvDims(String name, int batch, Shape input, int filters, Window window, int groups) {

    public ConvDims {
        requirePositive("batch", batch, name);
        requirePositive("co", filters, name);
        requirePositive("groups", groups, name);
        if (input.channels() % groups != 0 || filters % groups != 0) {
            throw new BadInputException(
                    input.channels() + " channels and " + filters + " filters do not split into " + groups + " groups",
                    name,
                    "give a number of groups that divides both");
        }
        requireFits(
                "height",
                reach(window.kernelHeight(), window.dilationHeight()),
                input.height() + (long) window.padding().vertical(),
                name);
        requireFits(
                "width",
                reach(window.kernelWidth(), window.dilationWidth()),
                input.width() + (long) window.padding().horizontal(),
                name);
        requireCountable(name, batch, input, filters, window);
    }

    /** A layer with a square stride and pad and no groups, in the paper's terms. */
    public static ConvDims of(
            String name, int batch, int ci, int hi, int wi, int co, int hf, int wf, int stride, int pad) {
        Window window = Window.of(hf, wf).withStride(stride, stride).withPadding(Padding.all(pad));
        return new ConvDims(name, batch, new Shape(ci, hi, wi), co, window, 1);
    }

    public static ConvDims of(String name, int batch, LayerSpec spec) {
        return of(name, batch, spec.input(), spec.convolution());
    }

    /** The layer of {@code node} over a batch; empty unless it is a convolution or fully connected. */
    public static Optional<ConvDims> of(Node node, int batch) {
        if (node.layer() instanceof Convolution convolution) {
            return Optional.of(of(node.name(), batch, node.input(), convolution));
        }
        if (node.layer() instanceof Layer.FullyConnected fc) {
            Shape inputs = Shape.vector((int) Math.min(node.input().elements(), Integer.MAX_VALUE));
            return Optional.of(new ConvDims(node.name(), batch, inputs, fc.outputs(), Window.of(1), 1));
        }
        return Optional.empty();
    }

    /** All convolutions and fully connected layers of a network, in order. */
    public static List<ConvDims> of(Network network, int batch) {
        return network.layers().stream()
                .flatMap(node -> of(node, batch).stream())
                .toList();
    }

    private static ConvDims of(String name, int batch, Shape input, Convolution convolution) {
        return new ConvDims(name, batch, input, convolution.filters(), convolution.window(), convolution.groups());
    }

    public ConvDims withBatch(int newBatch) {
        return new ConvDims(name, newBatch, input, filters, window, groups);
    }

    /** What one group computes: all groups are alike, and a layer without groups is its own only one. */
    public ConvDims oneGroup() {
        return groups == 1
                ? this
                : new ConvDims(name, batch, input.withChannels(input.channels() / groups), filters / groups, window, 1);
    }

    /** The matrix product of one group. */
    public Gemm gemm() {
        return new Gemm(
                (long) batch * outHeight() * outWidth(),
                filters / groups,
                (long) (input.channels() / groups) * window.area());
    }

    /** Whether each output position sees a single input position, so that im2col duplicates nothing. */
    public boolean pointwise() {
        return window.kernelHeight() == 1 && window.kernelWidth() == 1;
    }

    public boolean strided() {
        return window.strideHeight() > 1 || window.strideWidth() > 1;
    }

    public int paddedHeight() {
        return input.height() + window.padding().vertical();
    }

    public int paddedWidth() {
        return input.width() + window.padding().horizontal();
    }

    /** How many input rows a kernel reaches over. */
    public int reachHeight() {
        return (int) reach(window.kernelHeight(), window.dilationHeight());
    }

    /** How many input columns a kernel reaches over. */
    public int reachWidth() {
        return (int) reach(window.kernelWidth(), window.dilationWidth());
    }

    public int outHeight() {
        return (paddedHeight() - reachHeight()) / window.strideHeight() + 1;
    }

    public int outWidth() {
        return (paddedWidth() - reachWidth()) / window.strideWidth() + 1;
    }

    /** What about this layer lies outside the paper, and how it is treated; empty for the layers the paper covers. */
    public List<String> notes() {
        return LayerNotes.of(this);
    }

    private static long reach(int kernel, int dilation) {
        return (long) dilation * (kernel - 1) + 1;
    }

    private static void requirePositive(String what, int value, String where) {
        if (value < 1) {
            throw new BadInputException(what + " " + value + " is not positive", where, "give 1 or more");
        }
    }

    private static void requireFits(String axis, long reach, long padded, String where) {
        if (reach > padded) {
            throw new BadInputException(
                    "a filter reaching over " + reach + " does not fit the padded " + axis + " " + padded,
                    where,
                    "use a larger input, a smaller filter or more padding");
        }
    }

    /** Keeps every count that is formed as an integer within 63 bits. */
    private static void requireCountable(String name, int batch, Shape input, int filters, Window window) {
        double padded = ((double) input.height() + window.padding().vertical())
                * ((double) input.width() + window.padding().horizontal());
        double weights = (double) input.channels() * window.kernelHeight() * window.kernelWidth();
        double largest = Math.max(batch * padded, 1) * Math.max(filters, input.channels());
        if (largest > Long.MAX_VALUE / 4.0 || weights * filters > Long.MAX_VALUE / 4.0 || padded > Integer.MAX_VALUE) {
            throw new BadInputException("the layer is too large to count", name, "use smaller sizes");
        }
    }
}
