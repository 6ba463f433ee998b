package macjoule.model.format.graph;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import macjoule.model.net.Layer.Activation.Function;

/** Activation functions by the names they have in the various formats. */
public final class Activations {
    private static final Map<String, Function> BY_NAME = Map.ofEntries(
            Map.entry("relu", Function.RELU),
            Map.entry("relu6", Function.RELU6),
            Map.entry("leaky", Function.LEAKY_RELU),
            Map.entry("leakyrelu", Function.LEAKY_RELU),
            Map.entry("prelu", Function.PRELU),
            Map.entry("elu", Function.ELU),
            Map.entry("sigmoid", Function.SIGMOID),
            Map.entry("logistic", Function.SIGMOID),
            Map.entry("tanh", Function.TANH),
            Map.entry("hardsigmoid", Function.HARD_SIGMOID),
            Map.entry("hardswish", Function.HARD_SWISH),
            Map.entry("hardsilu", Function.HARD_SWISH),
            Map.entry("swish", Function.SWISH),
            Map.entry("silu", Function.SWISH),
            Map.entry("gelu", Function.GELU),
            Map.entry("mish", Function.MISH));

    private Activations() {}

    /** Finds a function whatever the case of its name, and with or without underscores and hyphens. */
    public static Optional<Function> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT).replaceAll("[_-]", "")));
    }

    /** The name under which {@link #find} finds a function again. */
    public static String nameOf(Function function) {
        return function.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
