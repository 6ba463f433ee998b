package macjoule.calibration.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import macjoule.model.BadInputException;
import org.jspecify.annotations.Nullable;

/**
 * One window of one fork, raw; or, if the fork came to nothing, why. A value that is null has its reason beside it.
 *
 * @param fork which fork it was, from 1
 * @param window which window of the fork, from 1; 0 if the fork failed
 * @param windows how many windows the fork has
 * @param reason why the fork failed, null if it did not
 * @param seconds how long the timed operations took together
 * @param operations how many operations were timed
 * @param allOperations how many were done while the energy was taken, timed or not
 * @param joules the energy of all operations
 * @param throttleReasons what held the clock down in this window
 * @param sensor all that the sensor told of this window, null where none was asked
 */
public record Measurement(
        String key,
        String engine,
        int fork,
        int window,
        int windows,
        @Nullable String reason,
        @Nullable Double seconds,
        long operations,
        long allOperations,
        @Nullable Double joules,
        @Nullable String joulesReason,
        @Nullable Double clockHz,
        @Nullable String clockHzReason,
        @Nullable List<String> throttleReasons,
        @Nullable ObjectNode sensor) {

    public Measurement {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(engine, "engine");
        if (fork < 1 || window < 0 || window > windows) {
            throw new BadInputException(
                    "window " + window + " of " + windows + " in fork " + fork, key, "take this line out");
        }
        if (reason == null && !isPositive(seconds)) {
            throw new BadInputException("a time of " + seconds + " s", key, "give a positive number or a reason");
        }
        if (reason == null && operations < 1) {
            throw new BadInputException(operations + " operations", key, "give 1 or more, or a reason");
        }
        if (joules == null && joulesReason == null) {
            throw new BadInputException("neither joules nor a joulesReason", key, "say why there are no joules");
        }
        if (joules != null && (!isPositive(joules) || allOperations < 1)) {
            throw new BadInputException(
                    "joules of " + joules + " for " + allOperations + " operations",
                    key,
                    "give positive numbers, or null and a joulesReason");
        }
        throttleReasons = throttleReasons == null ? null : List.copyOf(throttleReasons);
    }

    /** A fork that yielded nothing. */
    public static Measurement failed(Unit unit, int fork, String reason) {
        return new Measurement(
                unit.key(),
                unit.engine(),
                fork,
                0,
                0,
                reason,
                null,
                0,
                0,
                null,
                "the fork failed",
                null,
                "the fork failed",
                null,
                null);
    }

    @JsonIgnore
    public Unit unit() {
        return new Unit(key, engine);
    }

    @JsonIgnore
    public boolean isFailure() {
        return reason != null;
    }

    /** Whether this is the last line of its fork, so that the fork is complete if all before it are there too. */
    @JsonIgnore
    boolean isLastOfFork() {
        return window == windows;
    }

    private static boolean isPositive(@Nullable Double value) {
        return value != null && value > 0 && Double.isFinite(value);
    }
}
