package macjoule.model.reuse;

import macjoule.model.BadInputException;
import macjoule.model.count.Counts;

/** The four kinds of convolution the DI paper compares in Tables II and III. */
public enum ConvolutionKind {
    STANDARD {
        @Override
        public Counts counts(ConvolutionSize size) {
            return count(size, size.kernel(), 1);
        }
    },
    POINTWISE {
        @Override
        public Counts counts(ConvolutionSize size) {
            return count(size, 1, 1);
        }
    },
    GROUP {
        @Override
        public Counts counts(ConvolutionSize size) {
            return count(size, size.kernel(), size.groups());
        }
    },
    /** One filter for each channel: the group convolution with as many groups as channels. */
    DEPTHWISE {
        @Override
        public Counts counts(ConvolutionSize size) {
            if (size.filters() != size.channels()) {
                throw new BadInputException(
                        size.filters() + " filters for " + size.channels() + " channels",
                        "depthwise convolution",
                        "give as many filters as channels");
            }
            return count(size, size.kernel(), size.channels());
        }
    };

    /** MACs, weights without bias, and the activations that go in and come out. */
    public abstract Counts counts(ConvolutionSize size);

    public Reuse reuse(ConvolutionSize size) {
        return new Reuse(counts(size));
    }

    private static Counts count(ConvolutionSize size, int kernel, int groups) {
        long pixels = (long) size.map() * size.map();
        long weights = Math.multiplyExact((long) size.channels() * size.filters() / groups, (long) kernel * kernel);
        long activations = Math.multiplyExact((long) size.channels() + size.filters(), pixels);
        return new Counts(Math.multiplyExact(weights, pixels), weights, activations);
    }
}
