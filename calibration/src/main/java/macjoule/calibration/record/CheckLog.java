package macjoule.calibration.record;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which results were held against the reference, appended one by one as they are checked. */
public final class CheckLog implements AutoCloseable {
    /** The name of the file in a run directory. */
    public static final String FILE = "verification.jsonl";

    private final Appender appender;
    private final Set<Unit> wrong = new HashSet<>();
    private final Set<Unit> done = new HashSet<>();

    public CheckLog(Path directory) {
        Path file = directory.resolve(FILE);
        Lines<Check> lines = Lines.read(file, Check.class);
        int count = lines.ends().size();
        appender = new Appender(file, count == 0 ? 0 : lines.ends().get(count - 1));
        lines.values().forEach(this::remember);
    }

    public boolean isDone(Unit unit) {
        return done.contains(unit);
    }

    /** Whether the result is known to be wrong. */
    public boolean isWrong(Unit unit) {
        return wrong.contains(unit);
    }

    public void append(Check check) {
        appender.append(List.of(check));
        remember(check);
    }

    public static List<Check> read(Path directory) {
        return Lines.read(directory.resolve(FILE), Check.class).values();
    }

    private void remember(Check check) {
        done.add(check.unit());
        if (check.isWrong()) {
            wrong.add(check.unit());
        }
    }

    @Override
    public void close() {
        appender.close();
    }
}
