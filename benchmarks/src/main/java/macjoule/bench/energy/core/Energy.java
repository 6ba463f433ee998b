package macjoule.bench.energy.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outcome of measuring energy. Absence is an outcome of its own and never becomes zero joules. */
public sealed interface Energy {

    /**
     * Joules that can be published.
     *
     * @param joules the energy of the window
     * @param seconds the length of the window, so that anyone can recompute the mean power
     * @param labels conditions that a reader has to know of, such as {@code powerCapped=12.0%}
     */
    record Measured(
            double joules,
            double seconds,
            Uncertainty uncertainty,
            Source source,
            Scope scope,
            Provenance provenance,
            List<String> labels)
            implements Energy {
        public Measured {
            if (!(joules > 0) || !(seconds > 0) || Double.isInfinite(joules)) {
                throw new IllegalArgumentException("not an energy: " + joules + " J in " + seconds + " s");
            }
            labels = List.copyOf(labels);
        }

        public Measured labelled(String label) {
            List<String> more = new ArrayList<>(labels);
            more.add(label);
            return new Measured(joules, seconds, uncertainty, source, scope, provenance, more);
        }

        public double watts() {
            return joules / seconds;
        }
    }

    /** The GPU is divided among several users, so its joules belong to nobody in particular. */
    record Shared(String reason) implements Energy {}

    /** There is a sensor, but this window's figure cannot be trusted. */
    record Invalid(Cause cause, String reason) implements Energy {}

    /**
     * There is no figure to be had.
     *
     * @param reason what is missing and what would bring it
     * @param code the sensor's own error code, where it gave one
     */
    record Unavailable(String reason, @Nullable Integer code) implements Energy {}

    /** Why a window was discarded. */
    enum Cause {
        COUNTER_RESET,
        GAP,
        IMPLAUSIBLE,
        THROTTLED,
        CONTAMINATED,
        TOO_SHORT,
        NOT_STEADY,
        DEVICE_FAILED;

        /** Whether the device itself was disturbed, and so the time of its work as well, and not only its sensor. */
        public boolean isOfTheDevice() {
            return this == COUNTER_RESET || this == THROTTLED || this == CONTAMINATED || this == DEVICE_FAILED;
        }
    }
}
