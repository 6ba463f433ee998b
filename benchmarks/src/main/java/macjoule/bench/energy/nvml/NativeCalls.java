package macjoule.bench.energy.nvml;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The functions of one loaded NVML. Each is looked up by itself, since no driver has them all; one that is missing
 * answers as NVML would.
 */
final class NativeCalls {
    /** A function of a device that writes its answer to an address. */
    @FunctionalInterface
    interface DeviceCall {
        int invoke(long device, long out);
    }

    private static final int TEXT_BYTES = 96;
    private static final int MISSING = NvmlCode.FUNCTION_NOT_FOUND.number();

    private final NativeLibrary library;
    private final Set<Integer> toldCodes = new HashSet<>();

    NativeCalls(String libraryName) {
        library = NativeLibrary.getInstance(libraryName);
    }

    static String systemLibrary() {
        return Platform.isWindows() ? "nvml.dll" : "libnvidia-ml.so.1";
    }

    /** Calls a function that is not called often. */
    int call(String symbol, Object... arguments) {
        Function function = find(symbol);
        return function == null ? MISSING : function.invokeInt(arguments);
    }

    /** What a function returned. A code that only newer drivers know is told once, in the driver's own words. */
    NvmlCode code(int number) {
        NvmlCode code = NvmlCode.of(number);
        if (code.number() != number && tellOnce(number)) {
            System.err.println("macjoule: NVML answered with code " + number + " (" + words(number)
                    + "), which is taken as an unknown error");
        }
        return code;
    }

    private synchronized boolean tellOnce(int number) {
        return toldCodes.add(number);
    }

    private String words(int number) {
        Function function = find("nvmlErrorString");
        String words = function == null ? null : function.invokeString(new Object[] {number}, false);
        return words == null ? "no text" : words;
    }

    /** A text that a function writes to memory of a given length. */
    Answer<String> text(String symbol, Object... device) {
        try (Memory buffer = new Memory(TEXT_BYTES)) {
            buffer.clear();
            Object[] arguments = Arrays.copyOf(device, device.length + 2);
            arguments[device.length] = buffer;
            arguments[device.length + 1] = TEXT_BYTES;
            NvmlCode code = code(call(symbol, arguments));
            return code == NvmlCode.SUCCESS
                    ? Answer.of(buffer.getString(0, StandardCharsets.UTF_8.name()))
                    : Answer.refused(code);
        }
    }

    /** A function of a device, with arguments between the device and the address of the answer. */
    DeviceCall deviceCall(String symbol, Object... between) {
        return (device, out) -> {
            Object[] arguments = new Object[between.length + 2];
            arguments[0] = device;
            System.arraycopy(between, 0, arguments, 1, between.length);
            arguments[between.length + 1] = out;
            return call(symbol, arguments);
        };
    }

    /** A function bound directly, for the calls that a sampler makes all the time. */
    DeviceCall direct(Class<?> holder, DeviceCall bound) {
        return bind(holder) ? bound : (device, out) -> MISSING;
    }

    boolean bind(Class<?> holder) {
        try {
            Native.register(holder, library);
            return true;
        } catch (UnsatisfiedLinkError e) {
            // An older driver: the caller reports the function as missing.
            return false;
        }
    }

    private @Nullable Function find(String symbol) {
        try {
            return library.getFunction(symbol);
        } catch (UnsatisfiedLinkError e) {
            // An older driver: the caller reports the function as missing.
            return null;
        }
    }

    // Direct mapping binds whole classes, so each function that may be missing has one of its own.

    static final class TotalEnergy {
        private TotalEnergy() {}

        static native int nvmlDeviceGetTotalEnergyConsumption(long device, long millijoules);
    }

    static final class PowerUsage {
        private PowerUsage() {}

        static native int nvmlDeviceGetPowerUsage(long device, long milliwatts);
    }

    static final class FieldValues {
        private FieldValues() {}

        static native int nvmlDeviceGetFieldValues(long device, int count, long values);
    }

    static final class EventReasons {
        private EventReasons() {}

        static native int nvmlDeviceGetCurrentClocksEventReasons(long device, long mask);
    }

    static final class ClockInfo {
        private ClockInfo() {}

        static native int nvmlDeviceGetClockInfo(long device, int type, long megahertz);
    }

    static final class Samples {
        private Samples() {}

        static native int nvmlDeviceGetSamples(
                long device, int type, long afterMicros, long valueType, long count, long samples);
    }
}
