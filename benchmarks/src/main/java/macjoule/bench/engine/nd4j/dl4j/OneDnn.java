package macjoule.bench.engine.nd4j.dl4j;

import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.jspecify.annotations.Nullable;

/** Whether the layers that are made use oneDNN. Deeplearning4j decides by a property, once for each layer, when it makes it. */
enum OneDnn {
    /** The default of the release. */
    OFF,
    ON;

    private static final String PROPERTY = "org.eclipse.deeplearning4j.helpers.disable";

    /** Runs {@code action}, which makes layers, and leaves the property as it was. */
    <T> T with(Supplier<T> action) {
        @Nullable String before = System.getProperty(PROPERTY);
        System.setProperty(PROPERTY, this == ON ? "false" : "true");
        try {
            return action.get();
        } finally {
            if (before == null) {
                System.clearProperty(PROPERTY);
            } else {
                System.setProperty(PROPERTY, before);
            }
        }
    }

    /** Makes sure that what is measured is what its name says: every convolution has, or has not, got its oneDNN helper. */
    void check(ComputationGraph graph) {
        for (org.deeplearning4j.nn.api.Layer layer : graph.getLayers()) {
            boolean convolution = layer.getClass().equals(ConvolutionLayer.class);
            if (convolution && (layer.getHelper() != null) != (this == ON)) {
                throw new IllegalStateException("oneDNN is to be " + this + ", but for a convolution it is not");
            }
        }
    }
}
