package macjoule.bench.bringup;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;
import macjoule.bench.engine.reference.ReferenceEngine;
import macjoule.model.count.Convention;

/**
 * What the reference makes of cases. It is slow and computes on one core, so that all cores compute a case each while the GPU is at
 * those that are ready.
 */
final class Expectations implements AutoCloseable {
    static final WeightSource WEIGHTS = new WeightSource(1);

    /** What the plain loops did on one core of a server at 2 to 3 GHz. */
    private static final double MACS_PER_SECOND = 3e8;

    private final IdentityHashMap<Workload, Future<float[]>> results = new IdentityHashMap<>();
    private final int cores;
    private final ExecutorService pool;
    private final Engine reference = new ReferenceEngine();
    private final double macs;

    /** Begins with the first. */
    Expectations(Collection<Workload> workloads) {
        // One is left for what keeps the GPU busy.
        cores = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        pool = Executors.newFixedThreadPool(cores, task -> {
            Thread thread = new Thread(task, "reference");
            thread.setDaemon(true);
            return thread;
        });
        workloads.forEach(one -> results.put(one, pool.submit(() -> result(one))));
        macs = workloads.stream()
                .mapToDouble(one -> Convention.PAPER
                        .count(one.network())
                        .forBatch(one.batch())
                        .macs())
                .sum();
    }

    /** What is to be done, and for how long. */
    String told() {
        return String.format(
                Locale.ROOT,
                "reference: %.1f GMAC in double precision, at about %.1f GMAC/s on each of %d cores %.0f s",
                macs / 1e9,
                MACS_PER_SECOND / 1e9,
                cores,
                macs / MACS_PER_SECOND / cores);
    }

    /** There is nothing to hold a case against; others may fare better. */
    static final class NoReferenceException extends Exception {
        private static final long serialVersionUID = 1;

        NoReferenceException(Throwable cause) {
            super("the reference failed: " + (cause instanceof OutOfMemoryError ? noMemory(cause) : "" + cause), cause);
        }
    }

    static String noMemory(Throwable e) {
        return "the host has too little memory: " + e.getMessage();
    }

    /** Waits for it so long at most; empty if it is not ready by then. */
    Optional<float[]> of(Workload workload, double seconds) throws NoReferenceException {
        Future<float[]> result = results.get(workload);
        if (result == null) {
            throw new IllegalArgumentException(workload + " was not asked for");
        }
        try {
            return Optional.of(result.get(Math.round(seconds * 1e3), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the reference computes", e);
        } catch (ExecutionException e) {
            throw new NoReferenceException(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private float[] result(Workload workload) {
        try (Session session = reference.open(workload, WEIGHTS)) {
            session.run();
            return session.output();
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
