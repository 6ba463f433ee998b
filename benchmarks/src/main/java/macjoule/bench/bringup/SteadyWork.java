package macjoule.bench.bringup;

import macjoule.bench.engine.DeviceSession;
import org.jspecify.annotations.Nullable;

/** One workload over and over in a thread of its own, while another thread looks at the power it takes. */
final class SteadyWork implements AutoCloseable {
    private static final double BATCH_SECONDS = 0.05;

    private final DeviceSession session;
    private final int batch;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;
    private volatile double secondsPerOp;

    SteadyWork(DeviceSession session) {
        this.session = session;
        batch = EventTime.operations(session, BATCH_SECONDS);
        thread = new Thread(this::work, "steady-work");
        thread.setDaemon(true);
        thread.start();
    }

    private void work() {
        try {
            long start = System.nanoTime();
            long operations = 0;
            while (!closed) {
                session.time(batch);
                operations += batch;
                secondsPerOp = (System.nanoTime() - start) / 1e9 / operations;
            }
        } catch (RuntimeException e) {
            // Told to whoever asks what came of the work.
            failure = e;
        }
    }

    /** By the clock of the host, over all of the work so far, with what passes between two batches. */
    double secondsPerOp() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
        return secondsPerOp;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
