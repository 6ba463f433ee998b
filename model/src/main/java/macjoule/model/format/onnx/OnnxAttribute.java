package macjoule.model.format.onnx;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attribute of a node. Only what its type calls for is filled in. */
record OnnxAttribute(
        String name,
        long integer,
        double number,
        String text,
        List<Long> integers,
        List<Double> numbers,
        @Nullable OnnxTensor tensor) {}
