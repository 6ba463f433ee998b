package macjoule.bench.energy.replay;

import java.util.Locale;
import macjoule.bench.energy.nvml.Field;
import macjoule.bench.energy.nvml.Quantity;

/** Names of readings in a recording. */
final class Channel {
    private Channel() {}

    static String of(Quantity quantity) {
        return quantity.name().toLowerCase(Locale.ROOT);
    }

    static String of(int scope, Field field) {
        return "field." + scope + "." + field.id();
    }
}
