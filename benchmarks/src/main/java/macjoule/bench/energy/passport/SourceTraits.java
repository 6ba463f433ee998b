package macjoule.bench.energy.passport;

import macjoule.bench.energy.core.Source;
import org.jspecify.annotations.Nullable;

/**
 * What one source of a card was found to be like. Times are in seconds; what could not be found is null.
 *
 * @param code the NVML code it refuses with, or 0
 * @param readMedian how long one reading takes
 * @param update how often the reading changes
 * @param updateSpread the interquartile range of the gaps between changes
 * @param window over how long a reading looks back, or the time constant of a lagging one
 * @param delay by how much a reading is late beyond that
 * @param rise from 10 % to 90 % of a step
 * @param settle from a step until the reading stays within 1 %
 */
public record SourceTraits(
        Source source,
        int code,
        @Nullable Double readMedian,
        @Nullable Double readP99,
        @Nullable Double update,
        @Nullable Double updateSpread,
        @Nullable Double window,
        @Nullable Double delay,
        @Nullable Double rise,
        @Nullable Double settle,
        Coverage coverage) {
    static SourceTraits absent(Source source, int code) {
        return new SourceTraits(source, code, null, null, null, null, null, null, null, null, Coverage.UNKNOWN);
    }

    public boolean works() {
        return code == 0;
    }

    /** Whether it answers and follows the load; one that shows the same for ever does not. */
    boolean moves() {
        return works() && update != null;
    }

    /** The update period, or the slowest seen on any card. */
    public double updateOrSlowest() {
        return update == null ? 0.1 : update;
    }

    /** How long after a change of load the readings can be taken at face value. */
    public double untilSettled() {
        return (settle == null ? 1 : settle) + updateOrSlowest();
    }
}
