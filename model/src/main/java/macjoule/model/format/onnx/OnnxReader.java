package macjoule.model.format.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import macjoule.model.BadInputException;
import macjoule.model.format.graph.Assembly;

/** Reads an ONNX model from a stream; weights are passed over without being held. */
public final class OnnxReader {
    private OnnxReader() {}

    public static void read(InputStream model, Assembly assembly) throws IOException {
        OnnxGraph graph = decode(model, assembly.file());
        for (OnnxGraph.Input input : graph.inputs()) {
            // Older models list their weights among the inputs too.
            if (!graph.constants().containsKey(input.name())) {
                assembly.at("input " + input.name(), () -> assembly.input(input.name(), input.shape()));
            }
        }
        LayerRules rules = new LayerRules(assembly, graph);
        for (OnnxNode node : graph.nodes()) {
            assembly.at(node.place(), () -> rules.apply(node));
        }
    }

    private static OnnxGraph decode(InputStream model, String file) throws IOException {
        try {
            return GraphDecoder.decode(model);
        } catch (InvalidProtocolBufferException e) {
            throw new BadInputException(
                    "the file is not a whole ONNX model (" + e.getMessage() + ")", file, "export or copy it again");
        }
    }
}
