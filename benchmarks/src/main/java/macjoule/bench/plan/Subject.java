package macjoule.bench.plan;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import macjoule.bench.engine.Workload;
import macjoule.calibration.record.PlannedCase.Kind;
import macjoule.model.BadInputException;
import macjoule.model.Nearest;
import macjoule.model.delta.PaperLayers;
import macjoule.model.delta.PaperLayers.PaperLayer;
import macjoule.model.net.Layer;
import macjoule.model.net.LayerSpec;
import macjoule.model.net.Network;
import macjoule.model.net.NetworkBuilder;
import macjoule.model.net.Node;
import macjoule.model.net.Shape;
import macjoule.model.zoo.Zoo;

/** What the key of a case names, its batch left out. */
record Subject(Kind kind, Network network) {
    static final String PAPER = "delta/";

    /** How the keys of large products begin. */
    static final String PRODUCT = "peak/gemm-";

    private static final String LAYER = "layer/";
    private static final Pattern PEAK = Pattern.compile("peak/(gemm|copy)-([1-9]\\d{0,4})");

    static Subject of(String name, OwnNetworks own) {
        if (name.startsWith(OwnNetworks.PREFIX)) {
            return new Subject(Kind.NETWORK, own.get(name.substring(OwnNetworks.PREFIX.length())));
        }
        Matcher peak = PEAK.matcher(name);
        if (peak.matches()) {
            return peak(peak.group(1), Integer.parseInt(peak.group(2)));
        }
        if (name.startsWith(PAPER)) {
            return new Subject(
                    Kind.LAYER,
                    paperLayer(name.substring(PAPER.length())).spec().network(name));
        }
        if (name.startsWith(LAYER)) {
            return new Subject(Kind.LAYER, spec(name.substring(LAYER.length())).network(name));
        }
        int slash = name.indexOf('/');
        return slash < 0
                ? new Subject(Kind.NETWORK, Zoo.get(name).network())
                : layerOf(Zoo.get(name.substring(0, slash)).network(), name.substring(slash + 1));
    }

    /** The key of a convolution given by its sizes; {@code =} and {@code ,} may not stand in a key. */
    static String name(LayerSpec spec) {
        return LAYER + spec.toString().replace("=", "").replace(',', '-');
    }

    private static LayerSpec spec(String text) {
        return LayerSpec.parse(text.replaceAll("([a-z]+)(\\d)", "$1=$2").replace('-', ','));
    }

    private static PaperLayer paperLayer(String name) {
        List<String> names = PaperLayers.all().stream().map(PaperLayer::name).toList();
        return PaperLayers.all().stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new BadInputException("no such layer in the DeLTA paper", name, Nearest.hint(name, names)));
    }

    private static Subject layerOf(Network network, String name) {
        List<String> names = network.layers().stream().map(Node::name).toList();
        return network.layers().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .map(node -> new Subject(Kind.LAYER, Workload.layer(node, 1).network()))
                .orElseThrow(() ->
                        new BadInputException("no such layer", network.name() + "/" + name, Nearest.hint(name, names)));
    }

    /** Square matrices, or a map of so many MiB that is read and written once. */
    private static Subject peak(String kind, int size) {
        NetworkBuilder builder = new NetworkBuilder(kind);
        if (kind.equals("gemm")) {
            Layer product = new Layer.FullyConnected(size, false);
            return new Subject(
                    Kind.PEAK_COMPUTE,
                    builder.input(Shape.vector(size)).apply("product", product).network());
        }
        Shape map = new Shape(size, 512, 512);
        return new Subject(Kind.PEAK_BANDWIDTH, builder.input(map).relu().network());
    }
}
