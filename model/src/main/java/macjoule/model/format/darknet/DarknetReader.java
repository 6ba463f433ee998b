package macjoule.model.format.darknet;

import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.format.graph.Assembly;
import macjoule.model.net.Shape;
import org.jspecify.annotations.Nullable;

/** Reads a {@code .cfg}: the first section gives the size of the image, each one after it is a layer. */
public final class DarknetReader {
    private DarknetReader() {}

    public static void read(String text, Assembly assembly) {
        List<Section> sections = Sections.of(assembly.file(), text);
        if (sections.isEmpty() || !isNetwork(sections.get(0))) {
            throw new BadInputException(
                    "the file does not begin with [net]", assembly.file(), "give a darknet network definition");
        }
        Section network = sections.get(0);
        LayerRules rules = new LayerRules(assembly);
        assembly.at("line " + network.line() + ", [" + network.kind() + "]", () -> rules.input(image(network)));
        for (Section section : sections.subList(1, sections.size())) {
            assembly.at("line " + section.line() + ", layer " + rules.nextName(section), () -> rules.apply(section));
        }
    }

    private static boolean isNetwork(Section section) {
        return section.kind().equals("net") || section.kind().equals("network");
    }

    private static @Nullable Shape image(Section network) {
        if (network.has("height") && network.has("width")) {
            return new Shape(network.integer("channels", 3), network.required("height"), network.required("width"));
        }
        return network.has("inputs") ? Shape.vector(network.required("inputs")) : null;
    }
}
