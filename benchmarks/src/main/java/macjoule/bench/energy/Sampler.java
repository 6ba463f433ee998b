package macjoule.bench.energy;

import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * Polls in the background, from a daemon thread, since JMH does not tell when a trial ends. A poll that fails ends the polling of that
 * one window, whose figure would otherwise be made of what was read before.
 */
final class Sampler {
    private final Runnable poll;
    private final NanoClock clock;
    private final long periodNanos;
    private volatile boolean active;
    private volatile @Nullable Throwable failure;

    Sampler(String name, Runnable poll, NanoClock clock, long periodNanos) {
        this.poll = poll;
        this.clock = clock;
        this.periodNanos = periodNanos;
        Thread thread = new Thread(this::run, "macjoule-sampler-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Begins a window, whatever the one before failed with. */
    void resume() {
        failure = null;
        active = true;
    }

    /** Ends the window. Returns what polling failed with, or null. */
    @Nullable
    Throwable pause() {
        active = false;
        Throwable failed = failure;
        failure = null;
        return failed;
    }

    /** What becomes of a window in which polling failed. */
    static Energy.Invalid unread(Throwable failed) {
        return new Energy.Invalid(Energy.Cause.GAP, "reading the sensor failed: " + failed);
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            if (active && failure == null) {
                poll();
            }
            clock.pause(periodNanos);
        }
    }

    private void poll() {
        try {
            poll.run();
        } catch (RuntimeException | Error e) {
            // Told to whoever ends the window.
            failure = e;
        }
    }
}
