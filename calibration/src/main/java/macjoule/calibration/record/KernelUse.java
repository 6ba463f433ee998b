package macjoule.calibration.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Objects;

/**
 * What computed a layer while a fork was measured. Kernels are chosen anew by each fork, so forks may differ.
 *
 * @param layer the layer's name within the case
 * @param kernel the kernel, or the algorithm of a library, and what else is to be known of it
 */
public record KernelUse(String key, String engine, int fork, String layer, String kernel) {
    public KernelUse {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(layer, "layer");
        Objects.requireNonNull(kernel, "kernel");
    }

    @JsonIgnore
    public Unit unit() {
        return new Unit(key, engine);
    }
}
