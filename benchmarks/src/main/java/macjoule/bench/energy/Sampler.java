package macjoule.bench.energy;

import macjoule.bench.energy.core.NanoClock;

/** Polls in the background, from a daemon thread, since JMH does not tell when a trial ends. */
final class Sampler {
    private final Runnable poll;
    private final NanoClock clock;
    private final long periodNanos;
    private volatile boolean active;

    Sampler(String name, Runnable poll, NanoClock clock, long periodNanos) {
        this.poll = poll;
        this.clock = clock;
        this.periodNanos = periodNanos;
        Thread thread = new Thread(this::run, "macjoule-sampler-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    void resume() {
        active = true;
    }

    void pause() {
        active = false;
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            if (active) {
                poll.run();
            }
            clock.pause(periodNanos);
        }
    }
}
