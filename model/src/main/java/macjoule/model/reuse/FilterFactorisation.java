package macjoule.model.reuse;

import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.count.Convention;
import macjoule.model.count.Counts;
import macjoule.model.net.Convolution;
import macjoule.model.net.NetworkBuilder;
import macjoule.model.net.Shape;
import macjoule.model.net.Tensor;

/**
 * One filter size replaced by a stack of smaller ones that yields a map of the same size, at stride 1 without padding or bias.
 * Parameters and MACs shrink; activations, and with them traffic, grow.
 *
 * @param inputActivations elements that go in, the same before and after
 * @param before the single convolution; its activations are its outputs
 * @param after the stack; its activations are the outputs of all its convolutions
 */
public record FilterFactorisation(long inputActivations, Counts before, Counts after) {

    /** Replaces {@code filters} filters of side {@code kernel} by as many of each side in {@code stack}, one after the other. */
    public static FilterFactorisation of(Shape input, int filters, int kernel, List<Integer> stack) {
        int reach = 1 + stack.stream().mapToInt(side -> side - 1).sum();
        if (stack.isEmpty() || reach != kernel) {
            throw new BadInputException(
                    "filters " + stack + " reach over " + reach + " pixels instead of " + kernel,
                    "filter factorisation",
                    "give sides that, each less 1, add up to the kernel less 1");
        }
        return new FilterFactorisation(
                input.elements(), count(input, filters, List.of(kernel)), count(input, filters, stack));
    }

    /** Relative change of the parameters; -0.5 says there are half as many. So do the other changes. */
    public double parameterChange() {
        return change(before.params(), after.params());
    }

    public double macChange() {
        return change(before.macs(), after.macs());
    }

    public double outputActivationChange() {
        return change(before.activations(), after.activations());
    }

    public double macsPerParameterChange() {
        return change((double) before.macs() / before.params(), (double) after.macs() / after.params());
    }

    /** Here the input counts as activations too, since it is read either way. */
    public double macsPerActivationChange() {
        return change(macsPerActivation(before), macsPerActivation(after));
    }

    private double macsPerActivation(Counts counts) {
        return (double) counts.macs() / (inputActivations + counts.activations());
    }

    private static Counts count(Shape input, int filters, List<Integer> sides) {
        Tensor map = new NetworkBuilder("stack").input(input);
        for (int depth = 0; depth < sides.size(); depth++) {
            map = map.conv(
                    "conv" + depth, Convolution.of(filters, sides.get(depth)).noBias());
        }
        return Convention.CONV_FC.count(map.network());
    }

    private static double change(long before, long after) {
        return change((double) before, (double) after);
    }

    private static double change(double before, double after) {
        return after / before - 1;
    }
}
