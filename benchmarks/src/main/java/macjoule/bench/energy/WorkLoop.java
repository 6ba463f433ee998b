package macjoule.bench.energy;

import java.util.function.BooleanSupplier;
import macjoule.bench.energy.window.StratifiedBlocks;
import org.jspecify.annotations.Nullable;

/** Work over and over in a thread of its own, which stands ready to begin at once. */
public final class WorkLoop implements StratifiedBlocks.Work, AutoCloseable {
    private final Runnable once;
    private boolean wanted;
    private boolean busy;
    private boolean closed;
    private @Nullable RuntimeException failure;

    public WorkLoop(Runnable once) {
        this.once = once;
        Thread thread = new Thread(this::run, "macjoule-work");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns once it has begun. */
    @Override
    public synchronized void start() {
        wanted = true;
        notifyAll();
        await(() -> busy || failure != null);
    }

    @Override
    public synchronized void stop() {
        wanted = false;
        await(() -> !busy);
        if (failure != null) {
            throw failure;
        }
    }

    private void run() {
        try {
            while (isMoreToDo()) {
                once.run();
            }
        } catch (RuntimeException e) {
            end(e);
        } catch (Error e) {
            end(new IllegalStateException("the work of the benchmark failed", e));
        }
    }

    /** Waits until there is, or there will never be any. */
    private synchronized boolean isMoreToDo() {
        busy = false;
        notifyAll();
        await(() -> wanted || closed);
        busy = !closed;
        notifyAll();
        return busy;
    }

    /** Told to whoever stops the work. */
    private synchronized void end(RuntimeException e) {
        failure = e;
        busy = false;
        notifyAll();
    }

    private synchronized void await(BooleanSupplier condition) {
        try {
            while (!condition.getAsBoolean()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while work was repeated", e);
        }
    }

    /** Waits for work that something else went wrong beside: what it needs may be gone right after. */
    @Override
    public synchronized void close() {
        closed = true;
        wanted = false;
        notifyAll();
        await(() -> !busy);
    }
}
