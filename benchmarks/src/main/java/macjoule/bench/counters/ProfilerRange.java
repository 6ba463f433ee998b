package macjoule.bench.counters;

import com.sun.jna.NativeLibrary;

/** Tells a profiler that listens to the driver when to begin and when to stop. */
final class ProfilerRange {
    private static final Object[] NO_ARGUMENTS = {};

    private ProfilerRange() {}

    /** Has the work profiled. Needs the context of the engine on this thread. */
    static void around(Runnable work) {
        NativeLibrary driver = NativeLibrary.getInstance("libcuda.so.1");
        call(driver, "cuProfilerStart");
        try {
            work.run();
        } finally {
            call(driver, "cuProfilerStop");
        }
    }

    private static void call(NativeLibrary driver, String function) {
        int code = driver.getFunction(function).invokeInt(NO_ARGUMENTS);
        if (code != 0) {
            throw new IllegalStateException(function + " fails with CUDA error " + code);
        }
    }
}
