package macjoule.bench.energy.nvml;

import java.util.Set;

/** Listens for the errors of one GPU that the driver reports as Xid events. */
public interface ErrorWatch extends AutoCloseable {
    /**
     * Those that come of what a program did, such as going outside its memory. NVIDIA's own plugin for Kubernetes leaves a GPU in use
     * after these and after no others.
     */
    Set<Long> OF_PROGRAMS = Set.of(13L, 31L, 43L, 45L, 68L, 109L);

    /** Whether a GPU is not to be used any more after an error. */
    static boolean condemns(long xid) {
        return !OF_PROGRAMS.contains(xid);
    }

    /** The number of the next error since the last call, 0 if there was none, or minus the NVML code. Does not wait. */
    long next();

    @Override
    void close();
}
