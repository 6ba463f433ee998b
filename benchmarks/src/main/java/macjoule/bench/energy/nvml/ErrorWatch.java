package macjoule.bench.energy.nvml;

/** Listens for the errors of one GPU that the driver reports as Xid events. */
public interface ErrorWatch extends AutoCloseable {
    /** Xid of a GPU that no longer answers on the bus. */
    long OFF_THE_BUS = 79;

    /** The number of the next error since the last call, 0 if there was none, or minus the NVML code. Does not wait. */
    long next();

    @Override
    void close();
}
