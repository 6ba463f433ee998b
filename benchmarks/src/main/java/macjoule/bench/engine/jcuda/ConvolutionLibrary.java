package macjoule.bench.engine.jcuda;

import java.util.Optional;
import macjoule.bench.engine.jcuda.driver.Gpu;
import macjoule.bench.engine.jcuda.driver.Work;

/**
 * Computes convolutions and fully connected layers in place of the kernels of this package, which still compute all other layers.
 * Memory, context and stream are shared.
 */
public interface ConvolutionLibrary extends AutoCloseable {

    /** No library: the kernels of this package compute everything. */
    ConvolutionLibrary NONE = new ConvolutionLibrary() {
        @Override
        public Optional<Product> compile(ConvolutionTask task) {
            return Optional.empty();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    };

    /** Opens a library for the work of one session. */
    @FunctionalInterface
    interface Source {
        ConvolutionLibrary open(Gpu gpu, Precision precision);
    }

    /**
     * What a library makes of a layer.
     *
     * @param finished whether bias and activation are applied; if not, a kernel of this package follows
     */
    record Product(Work work, boolean finished) {}

    /** Empty for a layer that the library cannot compute, which is then left to the kernels of this package. */
    Optional<Product> compile(ConvolutionTask task);

    @Override
    void close();
}
