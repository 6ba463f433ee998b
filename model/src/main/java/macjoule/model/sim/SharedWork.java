package macjoule.model.sim;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * Numbered pieces of work that come again in every block. Each thread begins with pieces of its own and goes on with those that
 * others have not come to. Threads wait for work to be done and not for each other, so one that gets no processor holds up none.
 */
final class SharedWork {
    /** Some microseconds: falling asleep and waking up takes longer. */
    private static final int SPINS = 1000;

    private final int threads;
    /** How many blocks each piece was taken in. */
    private final AtomicIntegerArray taken;

    private final AtomicLong done = new AtomicLong();
    private volatile boolean failed;

    SharedWork(int pieces, int threads) {
        this.threads = threads;
        this.taken = new AtomicIntegerArray(pieces);
    }

    /** Does the pieces of {@code block} that no other thread has taken. The blocks before must be finished. */
    void share(int thread, int block, IntConsumer work) {
        int pieces = taken.length();
        int own = (int) ((long) pieces * thread / threads);
        for (int i = 0; i < pieces; i++) {
            int piece = (own + i) % pieces;
            if (taken.get(piece) == block && taken.compareAndSet(piece, block, block + 1)) {
                perform(piece, work);
            }
        }
    }

    private void perform(int piece, IntConsumer work) {
        boolean finished = false;
        try {
            work.accept(piece);
            finished = true;
        } finally {
            if (!finished) {
                failed = true;
            }
            if (done.incrementAndGet() % taken.length() == 0 || failed) {
                wakeAll();
            }
        }
    }

    private synchronized void wakeAll() {
        notifyAll();
    }

    /** Returns once every piece of {@code block} is done. What is left then is a piece of each other thread at most. */
    void await(int block) {
        long all = (block + 1L) * taken.length();
        for (int spin = 0; spin < SPINS && isOpen(all); spin++) {
            Thread.onSpinWait();
        }
        if (isOpen(all)) {
            sleepWhileOpen(all);
        }
        if (failed) {
            throw new IllegalStateException("a part of the simulation failed");
        }
    }

    private boolean isOpen(long all) {
        return done.get() < all && !failed;
    }

    private synchronized void sleepWhileOpen(long all) {
        try {
            while (isOpen(all)) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the simulation was interrupted", e);
        }
    }
}
