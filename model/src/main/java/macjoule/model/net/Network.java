package macjoule.model.net;

import java.util.List;

/** A graph of layers in an order in which they can be computed. Shapes and counts are those of one image. */
public record Network(String name, List<Node> nodes) {

    public Network {
        nodes = List.copyOf(nodes);
    }

    /** The shape of what enters the network first. */
    public Shape input() {
        return nodes.get(0).output();
    }

    /** The nodes that compute something: all but the inputs. */
    public List<Node> layers() {
        return nodes.stream()
                .filter(node -> !(node.layer() instanceof Layer.Input))
                .toList();
    }
}
