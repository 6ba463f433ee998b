package macjoule.bench.bringup;

import java.util.Locale;
import java.util.Optional;
import macjoule.bench.run.BlockedException;

/** One line that the process of a step writes to its parent. */
record Message(Kind kind, String text) {
    private static final String MARK = "#bring-up ";

    /** What it says. */
    enum Kind {
        PROGRESS,
        DONE,
        UNAVAILABLE,
        FAILED,
        /** The process lost its context on the GPU; another one may do the rest. */
        AGAIN,
        /** There is no GPU. */
        ABSENT,
        /** The GPU was lost. */
        LOST
    }

    String line() {
        String oneLine = text.replaceAll("\\s*\\R\\s*", " ").strip();
        return MARK + kind.name().toLowerCase(Locale.ROOT) + " " + oneLine;
    }

    /** Empty for what a library printed. */
    static Optional<Message> parse(String line) {
        if (!line.startsWith(MARK)) {
            return Optional.empty();
        }
        String[] parts = line.substring(MARK.length()).split(" ", 2);
        Kind kind = Kind.valueOf(parts[0].toUpperCase(Locale.ROOT));
        return Optional.of(new Message(kind, parts.length > 1 ? parts[1] : ""));
    }

    /** The result that it stands for. */
    String result() throws StepFailedException, GoneException {
        return switch (kind) {
            case DONE, PROGRESS -> text;
            case UNAVAILABLE -> throw new BlockedException(text);
            case FAILED, AGAIN -> throw new StepFailedException(text);
            case ABSENT -> throw new GoneException(text, true);
            case LOST -> throw new GoneException(text, false);
        };
    }
}
