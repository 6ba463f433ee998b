package macjoule.bench.energy;

import org.jspecify.annotations.Nullable;

/**
 * The work of a benchmark, which it lets the energy profiler repeat between iterations: to warm the GPU up, and in blocks
 * where it hides from a sensor that looks only part of the time. A benchmark that offers nothing is measured in its
 * iterations alone.
 */
public final class OfferedWork {
    private static @Nullable Runnable offered;

    private OfferedWork() {}

    /**
     * Offers work until it is withdrawn.
     *
     * @param work does it once and returns when it is done; will be called from another thread, while no iteration runs
     */
    public static synchronized void offer(Runnable work) {
        offered = work;
    }

    /** To be called before what the work needs is closed. */
    public static synchronized void withdraw() {
        offered = null;
    }

    static synchronized @Nullable Runnable current() {
        return offered;
    }
}
