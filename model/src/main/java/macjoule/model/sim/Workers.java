package macjoule.model.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A fixed number of threads for work that falls into numbered parts; with a single one, the caller does it all. */
final class Workers implements AutoCloseable {
    private final int threads;
    private final @Nullable ExecutorService executor;

    Workers(int threads) {
        this.threads = threads;
        this.executor = threads == 1 ? null : Executors.newFixedThreadPool(threads, Workers::daemon);
    }

    int threads() {
        return threads;
    }

    /** Does all parts and returns once the last is done. */
    void forEach(int parts, IntConsumer work) {
        map(parts, part -> {
            work.accept(part);
            return part;
        });
    }

    /** Does all parts; their results in order. */
    <T> List<T> map(int parts, IntFunction<T> work) {
        List<T> results = new ArrayList<>(parts);
        if (executor == null) {
            for (int part = 0; part < parts; part++) {
                results.add(work.apply(part));
            }
            return results;
        }
        List<Callable<T>> calls = new ArrayList<>(parts);
        for (int part = 0; part < parts; part++) {
            int mine = part;
            calls.add(() -> work.apply(mine));
        }
        try {
            for (Future<T> done : executor.invokeAll(calls)) {
                results.add(done.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the simulation was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a part of the simulation failed", e.getCause());
        }
        return results;
    }

    @Override
    public void close() {
        if (executor != null) {
            executor.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "cache-simulation");
        thread.setDaemon(true);
        return thread;
    }
}
