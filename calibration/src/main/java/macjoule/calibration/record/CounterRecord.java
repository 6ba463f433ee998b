package macjoule.calibration.record;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import macjoule.calibration.report.Origin;
import macjoule.model.BadInputException;
import macjoule.model.delta.Tile;
import org.jspecify.annotations.Nullable;

/**
 * What the counters of a GPU say of one kernel that a case launches, summed over its launches in one operation. A number that is
 * null has its reason in {@code reason}.
 *
 * @param key the case, such as {@code delta/alex_conv2/n32}
 * @param kernel the name of the kernel, null where none ran
 * @param algorithm how it convolves, such as {@link #IMPLICIT_GEMM}, null where that is not known
 * @param precision of the elements, such as {@code fp32}
 * @param layout of the inputs, such as {@code nchw}
 * @param tileM outputs of a thread block along M, null where its name does not tell
 * @param l1Bytes read through L1
 * @param l2Bytes read from L2
 * @param dramBytes read from memory
 * @param dramWriteBytes written to memory
 * @param timeSeconds of the kernel alone
 * @param smClockHz at which it ran
 * @param cacheControl what was done with the caches before, such as {@code all} for flushed
 * @param clockControl what was done with the clocks, such as {@code base} for locked to it
 * @param tool what read the counters, with its version
 * @param source whether they were measured, replayed or simulated
 * @param launch how the kernel was launched, as far as the profiler tells
 */
public record CounterRecord(
        String key,
        String engine,
        @Nullable String kernel,
        @Nullable String algorithm,
        String precision,
        String layout,
        @Nullable Integer tileM,
        @Nullable Integer tileN,
        @Nullable Integer tileK,
        @Nullable Double l1Bytes,
        @Nullable Double l2Bytes,
        @Nullable Double dramBytes,
        @Nullable Double dramWriteBytes,
        @Nullable Double timeSeconds,
        @Nullable Double smClockHz,
        @Nullable String cacheControl,
        @Nullable String clockControl,
        String tool,
        Origin source,
        Status status,
        @Nullable String reason,
        LaunchCounts launch) {
    /** The algorithm that the traffic models are about. */
    public static final String IMPLICIT_GEMM = "implicit-gemm";

    /** Whether there are counters. */
    public enum Status {
        OK,
        /** This host or this kernel has no such counters. */
        UNAVAILABLE,
        /** The attempt to read them came to nothing. */
        FAILED;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public CounterRecord {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(launch, "launch");
        boolean complete = status == Status.OK
                && kernel != null
                && Stream.of(l1Bytes, l2Bytes, dramBytes, dramWriteBytes, timeSeconds, smClockHz)
                        .allMatch(Objects::nonNull);
        if (!complete && (reason == null || reason.isBlank())) {
            throw new BadInputException("a number is missing without a reason", key, "say why in the column reason");
        }
    }

    /** Counters of a kernel whose launch is not known. */
    public CounterRecord(
            String key,
            String engine,
            @Nullable String kernel,
            @Nullable String algorithm,
            String precision,
            String layout,
            @Nullable Integer tileM,
            @Nullable Integer tileN,
            @Nullable Integer tileK,
            @Nullable Double l1Bytes,
            @Nullable Double l2Bytes,
            @Nullable Double dramBytes,
            @Nullable Double dramWriteBytes,
            @Nullable Double timeSeconds,
            @Nullable Double smClockHz,
            @Nullable String cacheControl,
            @Nullable String clockControl,
            String tool,
            Origin source,
            Status status,
            @Nullable String reason) {
        this(
                key,
                engine,
                kernel,
                algorithm,
                precision,
                layout,
                tileM,
                tileN,
                tileK,
                l1Bytes,
                l2Bytes,
                dramBytes,
                dramWriteBytes,
                timeSeconds,
                smClockHz,
                cacheControl,
                clockControl,
                tool,
                source,
                status,
                reason,
                LaunchCounts.UNKNOWN);
    }

    /** The same kernel, launched so. */
    public CounterRecord withLaunch(LaunchCounts value) {
        return new CounterRecord(
                key,
                engine,
                kernel,
                algorithm,
                precision,
                layout,
                tileM,
                tileN,
                tileK,
                l1Bytes,
                l2Bytes,
                dramBytes,
                dramWriteBytes,
                timeSeconds,
                smClockHz,
                cacheControl,
                clockControl,
                tool,
                source,
                status,
                reason,
                value);
    }

    /** A case without counters. */
    public static CounterRecord without(Unit unit, Status status, String tool, Origin source, String reason) {
        return new CounterRecord(
                unit.key(),
                unit.engine(),
                null,
                null,
                "fp32",
                "nchw",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                tool,
                source,
                status,
                reason);
    }

    public Unit unit() {
        return new Unit(key, engine);
    }

    /**
     * How the kernel cuts its product. The kernels of the DeLTA paper do not have their depth in their names, which is known all
     * the same; of others it is not.
     */
    public Optional<Tile> tile() {
        if (tileM == null || tileN == null) {
            return Optional.empty();
        }
        if (tileK != null) {
            return Optional.of(Tile.of(tileM, tileN, tileK));
        }
        return Stream.of(Tile.T128X128, Tile.T128X64, Tile.T128X32)
                .filter(tile -> tile.m() == tileM && tile.n() == tileN)
                .findFirst();
    }
}
