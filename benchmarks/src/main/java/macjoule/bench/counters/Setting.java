package macjoule.bench.counters;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A system property for the time that something takes. */
final class Setting {
    private Setting() {}

    /**
     * Does the work.
     *
     * @param setting as {@code name=value}; null for none
     */
    static <T> T during(@Nullable String setting, Supplier<T> work) {
        if (setting == null) {
            return work.get();
        }
        int sign = setting.indexOf('=');
        String name = setting.substring(0, sign);
        String before = System.getProperty(name);
        System.setProperty(name, setting.substring(sign + 1));
        try {
            return work.get();
        } finally {
            if (before == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, before);
            }
        }
    }
}
