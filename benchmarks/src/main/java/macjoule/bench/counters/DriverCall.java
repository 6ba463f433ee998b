package macjoule.bench.counters;

import com.sun.jna.NativeLibrary;

/** Calls of the driver that no engine makes, in the context of the calling thread. */
final class DriverCall {
    private DriverCall() {}

    static NativeLibrary library() {
        return NativeLibrary.getInstance("libcuda.so.1");
    }

    static void check(NativeLibrary driver, String function, Object... arguments) {
        int code = driver.getFunction(function).invokeInt(arguments);
        if (code != 0) {
            throw new IllegalStateException(function + " fails with CUDA error " + code);
        }
    }
}
