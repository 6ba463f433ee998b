package macjoule.bench.bringup;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Where a step leaves its results, whom it tells of its progress, and how long it may still take. */
public final class StepContext {
    private final Path folder;
    private final Consumer<String> progress;
    private final LongSupplier nanoClock;
    private final long endNanos;

    /**
     * @param folder where results go
     * @param seconds how long the step may take
     */
    public StepContext(Path folder, double seconds, Consumer<String> progress, LongSupplier nanoClock) {
        this.folder = folder;
        this.progress = progress;
        this.nanoClock = nanoClock;
        endNanos = nanoClock.getAsLong() + Math.round(seconds * 1e9);
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    public Path folder() {
        return folder;
    }

    public double secondsLeft() {
        return (endNanos - nanoClock.getAsLong()) / 1e9;
    }

    public boolean hasTime() {
        return secondsLeft() > 0;
    }

    /** Tells of something that is done. */
    public void tell(String line) {
        progress.accept(line);
    }
}
