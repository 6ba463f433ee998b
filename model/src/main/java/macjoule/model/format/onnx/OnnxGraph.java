package macjoule.model.format.onnx;

import java.util.List;
import java.util.Map;
import macjoule.model.net.Shape;
import org.jspecify.annotations.Nullable;

/** A model: its operations in an order in which they can be computed, its constants, and what enters it. */
record OnnxGraph(List<OnnxNode> nodes, Map<String, OnnxTensor> constants, List<Input> inputs) {

    /**
     * A value that enters the model.
     *
     * @param dims its sizes, the batch first; 0 where the model leaves a size open
     */
    record Input(String name, List<Long> dims) {
        /** The shape of one image or vector; null if it is left open. */
        @Nullable
        Shape shape() {
            boolean open = dims.stream().skip(1).anyMatch(size -> size < 1);
            if (open || (dims.size() != 2 && dims.size() != 4)) {
                return null;
            }
            int channels = Math.toIntExact(dims.get(1));
            return dims.size() == 2
                    ? Shape.vector(channels)
                    : new Shape(channels, Math.toIntExact(dims.get(2)), Math.toIntExact(dims.get(3)));
        }
    }
}
