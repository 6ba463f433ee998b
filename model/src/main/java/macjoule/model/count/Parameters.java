package macjoule.model.count;

import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Network;
import macjoule.model.net.Node;

/**
 * Learned parameters by what they are for.
 *
 * @param weights of convolutions and fully connected layers
 * @param biases of the same
 * @param normalisation scale and shift of batch normalisation
 */
public record Parameters(long weights, long biases, long normalisation) {

    public static Parameters of(Node node) {
        Layer layer = node.layer();
        if (layer instanceof Convolution convolution) {
            return new Parameters(convolution.weights(node.input()), convolution.bias() ? convolution.filters() : 0, 0);
        }
        if (layer instanceof Layer.FullyConnected connected) {
            long weights = Math.multiplyExact(node.input().elements(), (long) connected.outputs());
            return new Parameters(weights, connected.bias() ? connected.outputs() : 0, 0);
        }
        if (layer instanceof Layer.BatchNorm norm) {
            return new Parameters(
                    0, 0, (long) norm.learnedPerChannel() * node.output().channels());
        }
        return new Parameters(0, 0, 0);
    }

    public static Parameters of(Network network) {
        Parameters sum = new Parameters(0, 0, 0);
        for (Node node : network.nodes()) {
            Parameters own = of(node);
            sum = new Parameters(
                    Math.addExact(sum.weights, own.weights),
                    Math.addExact(sum.biases, own.biases),
                    Math.addExact(sum.normalisation, own.normalisation));
        }
        return sum;
    }

    public long total() {
        return weights + biases + normalisation;
    }
}
