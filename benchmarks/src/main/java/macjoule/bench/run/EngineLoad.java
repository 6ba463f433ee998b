package macjoule.bench.run;

import java.util.concurrent.locks.LockSupport;
import macjoule.bench.energy.core.PowerLoad;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.plan.BenchmarkCase;
import org.jspecify.annotations.Nullable;

/**
 * Load on a GPU from an engine that multiplies matrices in a thread of its own. Levels between idle and full are made by working for
 * that share of each short while.
 */
public final class EngineLoad implements PowerLoad, AutoCloseable {
    private static final String CASE = "peak/gemm-1024/n1024";
    private static final long WHILE_NANOS = 4_000_000;
    private static final long BATCH_NANOS = 500_000;
    private static final int MOST_BATCHED = 256;
    private static final int WARM_UPS = 20;

    private final Thread thread;
    private volatile double level;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    /** Prepares the work; the engine idles until a level is set. */
    public EngineLoad(Engine engine) {
        Session session = engine.open(BenchmarkCase.of(CASE).workload(), new WeightSource(1));
        int batch = batch(session);
        thread = new Thread(() -> work(session, batch), "macjoule-load");
        thread.setDaemon(true);
        thread.start();
    }

    /** How many operations to launch together, so that the GPU need not wait for the next and can still be stopped at once. */
    private static int batch(Session session) {
        long start = 0;
        for (int i = 0; i < 2 * WARM_UPS; i++) {
            start = i == WARM_UPS ? System.nanoTime() : start;
            session.run();
            session.synchronise();
        }
        long each = Math.max(1, (System.nanoTime() - start) / WARM_UPS);
        return (int) Math.max(1, Math.min(MOST_BATCHED, BATCH_NANOS / each));
    }

    private void work(Session session, int batch) {
        try (session) {
            while (!closed) {
                if (isWorkTime()) {
                    for (int i = 0; i < batch; i++) {
                        session.run();
                    }
                    session.synchronise();
                } else {
                    LockSupport.parkNanos(BATCH_NANOS / 4);
                }
            }
        } catch (RuntimeException e) {
            // Told to whoever sets the next level.
            failure = e;
        }
    }

    private boolean isWorkTime() {
        return Math.floorMod(System.nanoTime(), WHILE_NANOS) < level * WHILE_NANOS;
    }

    @Override
    public void set(double newLevel) {
        RuntimeException failed = failure;
        if (failed != null) {
            throw new IllegalStateException("the load on the GPU failed", failed);
        }
        level = newLevel;
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
