package macjoule.bench.run;

import java.util.List;
import macjoule.calibration.record.Unit;
import org.jspecify.annotations.Nullable;

/**
 * What a worker tells the process that started it, one line each, marked so that nothing a library prints is taken for it.
 *
 * @param fork 0 while results are checked
 */
record Progress(Kind kind, @Nullable Unit unit, int fork, String detail) {
    private static final String MARK = "@macjoule";
    private static final String SEPARATOR = "\t";

    enum Kind {
        BEGIN,
        DONE,
        /** Nothing can be measured now. */
        BLOCKED,
        /** This process has lost its device; another one may go on. */
        AGAIN,
        /** What is measured cannot be written. */
        UNRECORDED,
        FINISHED
    }

    static Progress begin(Unit unit, int fork) {
        return new Progress(Kind.BEGIN, unit, fork, "");
    }

    static Progress done(Unit unit, int fork, String detail) {
        return new Progress(Kind.DONE, unit, fork, detail);
    }

    static Progress blocked(String reason) {
        return new Progress(Kind.BLOCKED, null, 0, reason);
    }

    static Progress again() {
        return new Progress(Kind.AGAIN, null, 0, "");
    }

    static Progress unrecorded(String reason) {
        return new Progress(Kind.UNRECORDED, null, 0, reason);
    }

    static Progress finished() {
        return new Progress(Kind.FINISHED, null, 0, "");
    }

    String line() {
        Unit about = unit == null ? new Unit("", "") : unit;
        return String.join(
                SEPARATOR,
                List.of(
                        MARK,
                        kind.name(),
                        about.key(),
                        about.engine(),
                        String.valueOf(fork),
                        detail.replaceAll("\\s+", " ")));
    }

    /** Null for a line that is something else. */
    static @Nullable Progress parse(String line) {
        String[] parts = line.split(SEPARATOR, -1);
        if (parts.length != 6 || !parts[0].equals(MARK)) {
            return null;
        }
        Unit unit = parts[2].isEmpty() ? null : new Unit(parts[2], parts[3]);
        return new Progress(Kind.valueOf(parts[1]), unit, Integer.parseInt(parts[4]), parts[5]);
    }
}
