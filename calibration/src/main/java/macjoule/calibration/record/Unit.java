package macjoule.calibration.record;

import java.util.Objects;

/**
 * What is measured in one go, in a JVM of its own: one case on one engine.
 *
 * @param key the case, such as {@code alexnet/conv2/n32}
 */
public record Unit(String key, String engine) {
    public Unit {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(engine, "engine");
    }

    @Override
    public String toString() {
        return key + " on " + engine;
    }
}
