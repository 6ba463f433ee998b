package macjoule.model.net;

import java.util.List;
import macjoule.model.BadInputException;

/** What one node of a network computes. Holds only what defines the operation; shapes come from the node's inputs. */
public sealed interface Layer
        permits Convolution,
                Pad,
                Upsample,
                Reshape,
                Layer.Input,
                Layer.Pooling,
                Layer.GlobalPooling,
                Layer.FullyConnected,
                Layer.ElementWise,
                Layer.Concat,
                Layer.Flatten,
                Layer.SameShape {

    /** The kind of layer as the command line and its JSON name it. */
    String type();

    /** The shape this layer yields for inputs of the given shapes. */
    Shape outputShape(List<Shape> inputs);

    /** How many inputs this layer takes: exactly one unless it says otherwise. */
    default boolean acceptsInputs(int count) {
        return count == 1;
    }

    /** The image, or whatever else enters the network. */
    record Input(Shape shape) implements Layer {
        @Override
        public String type() {
            return "input";
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            return shape;
        }

        @Override
        public boolean acceptsInputs(int count) {
            return count == 0;
        }
    }

    /** Max or average over a window, or over the whole map. */
    record Pooling(Mode mode, Window window, Rounding rounding) implements Layer {
        public enum Mode {
            MAX,
            AVERAGE
        }

        @Override
        public String type() {
            return "pooling";
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            return window.slideOver(inputs.get(0), rounding);
        }
    }

    /** Max or average over the whole map, whatever its size. */
    record GlobalPooling(Pooling.Mode mode) implements Layer {
        @Override
        public String type() {
            return "pooling";
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            return Shape.vector(inputs.get(0).channels());
        }
    }

    /** Every output sees every input. */
    record FullyConnected(int outputs, boolean bias) implements Layer {
        public FullyConnected {
            if (outputs < 1) {
                throw new BadInputException(
                        outputs + " outputs of a fully connected layer", "outputs", "give 1 or more");
            }
        }

        @Override
        public String type() {
            return "fully-connected";
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            return Shape.vector(outputs);
        }
    }

    /** Normalises each channel; its learned scale and shift are counted here, see {@link Scale}. */
    record BatchNorm(boolean scale, boolean shift) implements SameShape {
        /** With both, as nearly everywhere. */
        public BatchNorm() {
            this(true, true);
        }

        /** Learned parameters of each channel. */
        public int learnedPerChannel() {
            return (scale ? 1 : 0) + (shift ? 1 : 0);
        }

        @Override
        public String type() {
            return "batch-norm";
        }
    }

    /** The multiply and add that Caffe books apart from the normalisation before it. */
    record Scale() implements SameShape {
        @Override
        public String type() {
            return "scale";
        }
    }

    /** A function applied to each element. */
    record Activation(Function function) implements SameShape {
        public enum Function {
            RELU,
            RELU6,
            LEAKY_RELU,
            PRELU,
            ELU,
            SIGMOID,
            TANH,
            HARD_SIGMOID,
            HARD_SWISH,
            SWISH,
            GELU,
            MISH
        }

        @Override
        public String type() {
            return "activation";
        }
    }

    /** Local response normalisation across {@code size} neighbouring channels. */
    record LocalResponseNorm(int size) implements SameShape {
        public LocalResponseNorm {
            if (size < 1) {
                throw new BadInputException("normalisation across " + size + " channels", "size", "give 1 or more");
            }
        }

        @Override
        public String type() {
            return "lrn";
        }
    }

    /** Passes everything on at inference. */
    record Dropout() implements SameShape {
        @Override
        public String type() {
            return "dropout";
        }
    }

    /** Softmax over the channels, alone or with the loss that follows it in training. */
    record Softmax() implements SameShape {
        @Override
        public String type() {
            return "softmax";
        }
    }

    /**
     * Combines maps element by element; one that is a single value per channel is spread over the others. With one input only, the
     * other operand is a constant.
     */
    record ElementWise(Operation operation) implements Layer {
        public enum Operation {
            SUM,
            PRODUCT,
            MAX
        }

        @Override
        public String type() {
            return "element-wise";
        }

        @Override
        public boolean acceptsInputs(int count) {
            return count >= 1;
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            Shape widest = inputs.get(0);
            for (Shape input : inputs) {
                widest = input.elements() > widest.elements() ? input : widest;
            }
            for (Shape input : inputs) {
                if (!input.equals(widest) && !input.equals(Shape.vector(widest.channels()))) {
                    throw new BadInputException(
                            "maps of " + widest + " and " + input + " do not combine",
                            "element-wise",
                            "make the shapes equal");
                }
            }
            return widest;
        }
    }

    /** Stacks the channels of maps of one size. */
    record Concat() implements Layer {
        @Override
        public String type() {
            return "concat";
        }

        @Override
        public boolean acceptsInputs(int count) {
            return count >= 1;
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            Shape first = inputs.get(0);
            int channels = 0;
            for (Shape input : inputs) {
                if (input.height() != first.height() || input.width() != first.width()) {
                    throw new BadInputException(
                            "maps of " + first + " and " + input + " do not stack",
                            "concat",
                            "make heights and widths equal");
                }
                channels = Math.addExact(channels, input.channels());
            }
            return first.withChannels(channels);
        }
    }

    /** Turns a map into a vector. */
    record Flatten() implements Layer {
        @Override
        public String type() {
            return "flatten";
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            return Shape.vector(Math.toIntExact(inputs.get(0).elements()));
        }
    }

    /** A layer whose output has the shape of its input. */
    sealed interface SameShape extends Layer permits BatchNorm, Scale, Activation, LocalResponseNorm, Dropout, Softmax {
        @Override
        default Shape outputShape(List<Shape> inputs) {
            return inputs.get(0);
        }
    }
}
