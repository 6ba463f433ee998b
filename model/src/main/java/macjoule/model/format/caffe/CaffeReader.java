package macjoule.model.format.caffe;

import java.util.List;
import java.util.stream.Stream;
import macjoule.model.format.graph.Assembly;

/** Reads a {@code .prototxt}, be it for deployment or for training. Batch sizes are ignored: counts are those of one image. */
public final class CaffeReader {
    private CaffeReader() {}

    public static void read(String text, Assembly assembly) {
        Message network = TextFormat.parse(assembly.file(), text);
        assembly.at("line " + network.lineOf("input"), () -> Sources.declared(network, assembly));
        LayerRules rules = new LayerRules(assembly);
        for (CaffeLayer layer : layers(network)) {
            assembly.at(layer.place(), () -> rules.apply(layer));
        }
    }

    private static List<CaffeLayer> layers(Message network) {
        Stream<Message> all = Stream.concat(network.messages("layer").stream(), network.messages("layers").stream());
        return Phases.forTesting(all.map(CaffeLayer::new).toList());
    }
}
