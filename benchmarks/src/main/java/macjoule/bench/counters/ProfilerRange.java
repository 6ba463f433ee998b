package macjoule.bench.counters;

import com.sun.jna.NativeLibrary;

/** Tells a profiler that listens to the driver when to begin and when to stop. */
final class ProfilerRange {
    private ProfilerRange() {}

    /** Has the work profiled. Needs the context of the engine on this thread. */
    static void around(Runnable work) {
        NativeLibrary driver = DriverCall.library();
        DriverCall.check(driver, "cuProfilerStart");
        try {
            work.run();
        } finally {
            DriverCall.check(driver, "cuProfilerStop");
        }
    }
}
