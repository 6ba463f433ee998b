package macjoule.bench.engine;

/** A workload held ready by an engine: weights, inputs and buffers are in place. Used by one thread at a time. */
public interface Session extends AutoCloseable {

    /** Computes the workload once. May return before a device has finished, see {@link #synchronise}. */
    void run();

    /** Waits until everything started by {@link #run} is done. */
    void synchronise();

    /** The result of the last run, ordered by image, channel, row and column. Waits for it. */
    float[] output();

    @Override
    void close();
}
