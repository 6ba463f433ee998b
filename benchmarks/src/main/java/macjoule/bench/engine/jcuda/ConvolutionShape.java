package macjoule.bench.engine.jcuda;

import java.util.Optional;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Node;
import macjoule.model.net.Padding;
import macjoule.model.net.Shape;
import macjoule.model.net.Window;

/** A convolution with all its sizes; a fully connected layer is one whose window covers the whole map. */
record ConvolutionShape(int batch, Shape input, Shape output, Window window, int groups) {
    private static final int HIGHEST_KERNEL = 15;
    private static final int WIDEST_KERNEL = 16;

    static ConvolutionShape of(Node node, Convolution convolution, int batch) {
        return new ConvolutionShape(batch, node.input(), node.output(), convolution.window(), convolution.groups());
    }

    /** Of a layer that connects the whole map {@code input}, which channels first is as good as a vector. */
    static ConvolutionShape connecting(Shape input, int outputs, int batch, boolean channelsLast) {
        Shape seen = channelsLast ? input : Shape.vector(Math.toIntExact(input.elements()));
        return new ConvolutionShape(batch, seen, Shape.vector(outputs), Window.of(seen.height(), seen.width()), 1);
    }

    /** The same over maps that are filled up with channels of zeros. */
    ConvolutionShape withChannels(int channels) {
        return new ConvolutionShape(batch, input.withChannels(channels), output, window, groups);
    }

    /** Empty for a layer of another kind. */
    static Optional<ConvolutionShape> of(Node node, int batch, boolean channelsLast) {
        if (node.layer() instanceof Convolution convolution) {
            return Optional.of(of(node, convolution, batch));
        }
        return node.layer() instanceof Layer.FullyConnected connected
                ? Optional.of(connecting(node.input(), connected.outputs(), batch, channelsLast))
                : Optional.empty();
    }

    /** Rows of the matrix product. */
    int rows() {
        return Math.multiplyExact(batch, output.height() * output.width());
    }

    int filters() {
        return output.channels();
    }

    /** Columns of the matrix product of each group. */
    int columns() {
        return filters() / groups;
    }

    int channelsPerGroup() {
        return input.channels() / groups;
    }

    /** The terms of each sum. */
    int depth() {
        return window.area() * channelsPerGroup();
    }

    int outputs() {
        return Math.multiplyExact(rows(), filters());
    }

    boolean isDepthwise() {
        return groups > 1 && groups == input.channels();
    }

    /** Whether the table of offsets can tell the places of its window. */
    boolean fitsTiles() {
        return window.kernelHeight() <= HIGHEST_KERNEL && window.kernelWidth() <= WIDEST_KERNEL;
    }

    /** Whether it reads each place once and alone. */
    boolean isPointwise() {
        return window.area() == 1
                && window.strideHeight() == 1
                && window.strideWidth() == 1
                && window.padding().equals(Padding.NONE);
    }

    /** The struct ConvShape of the kernels; DirectShape begins with the same. */
    int[] struct(int splits, int function) {
        return new int[] {
            batch,
            input.channels(),
            input.height(),
            input.width(),
            filters(),
            output.height(),
            output.width(),
            window.kernelHeight(),
            window.kernelWidth(),
            window.strideHeight(),
            window.strideWidth(),
            window.padding().top(),
            window.padding().left(),
            window.dilationHeight(),
            window.dilationWidth(),
            groups,
            splits,
            function
        };
    }
}
