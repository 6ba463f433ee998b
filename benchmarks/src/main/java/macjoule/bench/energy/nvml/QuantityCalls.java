package macjoule.bench.energy.nvml;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import macjoule.bench.energy.nvml.NativeCalls.DeviceCall;

/** Which NVML function gives which quantity, the newer function first where there are two. */
final class QuantityCalls {
    /** Size, in bytes, of the largest answer. */
    static final int ANSWER_BYTES = 24;

    private static final int TEMPERATURE_VERSION = 0x100000c;
    private static final int SLOWDOWN = 1;

    private enum Width {
        INT,
        LONG
    }

    /**
     * @param preset what the answer's first word must hold before the call, as versioned structures want it
     * @param offset where the quantity stands in the answer
     */
    private record Reader(DeviceCall call, int preset, int offset, Width width) {
        long read(NativeCalls calls, long device, Memory answer) {
            answer.setInt(0, preset);
            NvmlCode code = calls.code(call.invoke(device, Pointer.nativeValue(answer)));
            if (code != NvmlCode.SUCCESS) {
                return code.asReading();
            }
            return width == Width.LONG ? answer.getLong(offset) : Integer.toUnsignedLong(answer.getInt(offset));
        }
    }

    private final Map<Quantity, List<Reader>> readers = new EnumMap<>(Quantity.class);
    private final NativeCalls calls;

    QuantityCalls(NativeCalls calls) {
        this.calls = calls;
        bindSampled();
        bindPower();
        bindClocks();
        bindState();
        bindDevice();
        bindViolations();
    }

    /** The first function that this driver has decides. */
    long read(Quantity quantity, long device, Memory answer) {
        long reading = NvmlCode.FUNCTION_NOT_FOUND.asReading();
        List<Reader> candidates = readers.get(quantity);
        for (int i = 0; candidates != null && i < candidates.size(); i++) {
            reading = candidates.get(i).read(calls, device, answer);
            if (!isReplaced(reading)) {
                return reading;
            }
        }
        return reading;
    }

    private static boolean isReplaced(long reading) {
        return reading == NvmlCode.FUNCTION_NOT_FOUND.asReading()
                || reading == NvmlCode.DEPRECATED.asReading()
                || reading == NvmlCode.ARGUMENT_VERSION_MISMATCH.asReading();
    }

    private void bindSampled() {
        wide(
                Quantity.TOTAL_ENERGY,
                calls.direct(
                        NativeCalls.TotalEnergy.class, NativeCalls.TotalEnergy::nvmlDeviceGetTotalEnergyConsumption));
        plain(
                Quantity.POWER_USAGE,
                calls.direct(NativeCalls.PowerUsage.class, NativeCalls.PowerUsage::nvmlDeviceGetPowerUsage));
        wide(
                Quantity.EVENT_REASONS,
                calls.direct(
                        NativeCalls.EventReasons.class,
                        NativeCalls.EventReasons::nvmlDeviceGetCurrentClocksEventReasons),
                calls.deviceCall("nvmlDeviceGetCurrentClocksThrottleReasons"));
        boolean clocks = calls.bind(NativeCalls.ClockInfo.class);
        clock(Quantity.GRAPHICS_CLOCK, 0, clocks);
        clock(Quantity.SM_CLOCK, 1, clocks);
        clock(Quantity.MEMORY_CLOCK, 2, clocks);
    }

    private void bindPower() {
        plain(Quantity.ENFORCED_POWER_LIMIT, calls.deviceCall("nvmlDeviceGetEnforcedPowerLimit"));
        plain(Quantity.POWER_LIMIT, calls.deviceCall("nvmlDeviceGetPowerManagementLimit"));
        plain(Quantity.DEFAULT_POWER_LIMIT, calls.deviceCall("nvmlDeviceGetPowerManagementDefaultLimit"));
        readers.put(
                Quantity.TEMPERATURE,
                List.of(
                        new Reader(calls.deviceCall("nvmlDeviceGetTemperatureV"), TEMPERATURE_VERSION, 8, Width.INT),
                        reader(calls.deviceCall("nvmlDeviceGetTemperature", 0))));
        plain(Quantity.SLOWDOWN_TEMPERATURE, calls.deviceCall("nvmlDeviceGetTemperatureThreshold", SLOWDOWN));
    }

    private void bindClocks() {
        plain(Quantity.MAX_GRAPHICS_CLOCK, calls.deviceCall("nvmlDeviceGetMaxClockInfo", 0));
        plain(Quantity.MAX_SM_CLOCK, calls.deviceCall("nvmlDeviceGetMaxClockInfo", 1));
        plain(Quantity.MAX_MEMORY_CLOCK, calls.deviceCall("nvmlDeviceGetMaxClockInfo", 2));
    }

    private void bindState() {
        plain(Quantity.PERFORMANCE_STATE, calls.deviceCall("nvmlDeviceGetPerformanceState"));
        plain(Quantity.ARCHITECTURE, calls.deviceCall("nvmlDeviceGetArchitecture"));
        plain(Quantity.PERSISTENCE_MODE, calls.deviceCall("nvmlDeviceGetPersistenceMode"));
        plain(Quantity.COMPUTE_MODE, calls.deviceCall("nvmlDeviceGetComputeMode"));
        plain(Quantity.MIG_MODE, pair("nvmlDeviceGetMigMode"));
        plain(Quantity.ECC_MODE, pair("nvmlDeviceGetEccMode"));
    }

    private void bindDevice() {
        DeviceCall limits = pair("nvmlDeviceGetPowerManagementLimitConstraints");
        part(Quantity.LEAST_POWER_LIMIT, limits, 0, Width.INT);
        part(Quantity.MOST_POWER_LIMIT, limits, Integer.BYTES, Width.INT);
        DeviceCall capability = pair("nvmlDeviceGetCudaComputeCapability");
        part(Quantity.COMPUTE_CAPABILITY_MAJOR, capability, 0, Width.INT);
        part(Quantity.COMPUTE_CAPABILITY_MINOR, capability, Integer.BYTES, Width.INT);
        DeviceCall memory = calls.deviceCall("nvmlDeviceGetMemoryInfo");
        part(Quantity.MEMORY_TOTAL, memory, 0, Width.LONG);
        part(Quantity.MEMORY_USED, memory, 2 * Long.BYTES, Width.LONG);
        plain(Quantity.UTILIZATION, calls.deviceCall("nvmlDeviceGetUtilizationRates"));
        wide(
                Quantity.SUPPORTED_EVENT_REASONS,
                calls.deviceCall("nvmlDeviceGetSupportedClocksEventReasons"),
                calls.deviceCall("nvmlDeviceGetSupportedClocksThrottleReasons"));
    }

    /** Deprecated, and gone with CUDA 14, but all that drivers of before the fields have. */
    private void bindViolations() {
        violation(Quantity.POWER_CAP_TIME, 0);
        violation(Quantity.THERMAL_TIME, 1);
        violation(Quantity.SYNC_BOOST_TIME, 2);
        violation(Quantity.BOARD_LIMIT_TIME, 3);
        violation(Quantity.RELIABILITY_TIME, 5);
    }

    private void violation(Quantity quantity, int policy) {
        part(quantity, calls.deviceCall("nvmlDeviceGetViolationStatus", policy), Long.BYTES, Width.LONG);
    }

    private void part(Quantity quantity, DeviceCall call, int offset, Width width) {
        readers.put(quantity, List.of(new Reader(call, 0, offset, width)));
    }

    /** Two answers side by side. */
    private DeviceCall pair(String symbol) {
        return (device, out) -> calls.call(symbol, device, out, out + Integer.BYTES);
    }

    private void clock(Quantity quantity, int type, boolean bound) {
        plain(
                quantity,
                bound
                        ? (device, out) -> NativeCalls.ClockInfo.nvmlDeviceGetClockInfo(device, type, out)
                        : (device, out) -> NvmlCode.FUNCTION_NOT_FOUND.number());
    }

    private void plain(Quantity quantity, DeviceCall call) {
        readers.put(quantity, List.of(reader(call)));
    }

    private void wide(Quantity quantity, DeviceCall... candidates) {
        readers.put(
                quantity,
                List.of(candidates).stream()
                        .map(call -> new Reader(call, 0, 0, Width.LONG))
                        .toList());
    }

    private static Reader reader(DeviceCall call) {
        return new Reader(call, 0, 0, Width.INT);
    }
}
