package macjoule.bench.engine.nd4j;

/** One operation with everything it needs in place. */
interface Kernel extends AutoCloseable {
    void run();

    /** Frees what the operation holds outside the heap, arrays not included. */
    @Override
    default void close() {}
}
