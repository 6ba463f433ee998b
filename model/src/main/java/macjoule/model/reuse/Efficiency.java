package macjoule.model.reuse;

import macjoule.model.count.Convention;
import macjoule.model.count.Parameters;
import macjoule.model.net.Layer;
import macjoule.model.net.Network;
import macjoule.model.net.Node;

/**
 * What a network costs for one image, by the metrics in common use. All follow from its definition: none is measured.
 *
 * @param precision of weights and activations alike
 * @param parameters learned parameters, biases and normalisation included
 * @param flops two for each MAC of the convolutions and fully connected layers; other layers are left out
 * @param modelBytes size of the parameters
 * @param peakActivationBytes activations alive at once at most, when layers run one after the other
 * @param dataMovedBytes traffic if each layer reads its inputs and parameters once and writes its output once
 * @param estimatedArithmeticJoules estimate of the energy of the multiplications and additions alone, from published energies of
 *     single operations; memory, control and leakage, most of what a GPU draws, are not in it
 */
public record Efficiency(
        Precision precision,
        long parameters,
        long flops,
        long modelBytes,
        long peakActivationBytes,
        long dataMovedBytes,
        double estimatedArithmeticJoules) {
    private static final double JOULES_PER_PICOJOULE = 1e-12;

    public static Efficiency of(Network network, Precision precision, Buffers buffers, OperationEnergy energy) {
        long macs = Convention.CONV_FC.count(network).macs();
        long parameters = Parameters.of(network).total();
        long bytes = precision.bytesPerElement();
        return new Efficiency(
                precision,
                parameters,
                Math.multiplyExact(2L, macs),
                Math.multiplyExact(bytes, parameters),
                Math.multiplyExact(bytes, ActivationMemory.peakElements(network, buffers)),
                Math.multiplyExact(bytes, elementsMoved(network)),
                macs * energy.picojoulesPerMac(precision) * JOULES_PER_PICOJOULE);
    }

    private static long elementsMoved(Network network) {
        long moved = 0;
        for (Node node : network.nodes()) {
            if (!(node.layer() instanceof Layer.Input)) {
                long read = node.inputs().stream()
                        .mapToLong(input -> input.output().elements())
                        .sum();
                moved = Math.addExact(
                        moved,
                        read + Parameters.of(node).total() + node.output().elements());
            }
        }
        return moved;
    }
}
