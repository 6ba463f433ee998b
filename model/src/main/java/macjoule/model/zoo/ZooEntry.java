package macjoule.model.zoo;

import java.util.function.UnaryOperator;
import macjoule.model.net.Network;
import macjoule.model.net.NetworkBuilder;
import macjoule.model.net.Shape;
import macjoule.model.net.Tensor;

/**
 * A network known by name.
 *
 * @param name its name on the command line
 * @param input the image it was published or counted for
 * @param source where its definition comes from
 * @param layers adds its layers to an image
 */
public record ZooEntry(String name, Shape input, String source, UnaryOperator<Tensor> layers) {

    public Network network() {
        return network(input);
    }

    /** The network for another image. */
    public Network network(Shape image) {
        return layers.apply(new NetworkBuilder(name).input(image)).network();
    }
}
