package macjoule.calibration.record;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a profiler tells of how a kernel was launched. A number that is null was not told.
 *
 * @param registersPerThread as compiled
 * @param ctasPerSm thread blocks that an SM has room for at a time
 * @param ctas thread blocks of all launches
 * @param wavesPerSm how often all SMs are filled, the last time in part
 */
public record LaunchCounts(
        @Nullable Integer registersPerThread,
        @Nullable Integer ctasPerSm,
        @Nullable Long ctas,
        @Nullable Double wavesPerSm) {
    /** Nothing was told. */
    public static final LaunchCounts UNKNOWN = new LaunchCounts(null, null, null, null);

    /** Thread blocks that an SM has room for, where the waves tell it if nothing else does; empty if it is not known. */
    public OptionalInt ctasPerSm(int smCount) {
        if (ctasPerSm != null) {
            return OptionalInt.of(ctasPerSm);
        }
        if (ctas == null || wavesPerSm == null || wavesPerSm <= 0) {
            return OptionalInt.empty();
        }
        long room = Math.round(ctas / (wavesPerSm * smCount));
        return room < 1 ? OptionalInt.empty() : OptionalInt.of((int) room);
    }
}
