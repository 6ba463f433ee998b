package macjoule.bench.energy.nvml;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** NVML's return codes, in words a user can act on. */
public enum NvmlCode {
    SUCCESS(0, "no error"),
    UNINITIALIZED(1, "NVML was shut down or its driver went away"),
    INVALID_ARGUMENT(2, "NVML does not take this argument"),
    NOT_SUPPORTED(3, "this GPU does not support it"),
    NO_PERMISSION(4, "no permission: run as root, or ask the administrator"),
    NOT_FOUND(6, "no such GPU"),
    INSUFFICIENT_SIZE(7, "the answer does not fit"),
    INSUFFICIENT_POWER(8, "the GPU's power cables are not properly attached"),
    DRIVER_NOT_LOADED(9, "the NVIDIA driver is not loaded"),
    TIMEOUT(10, "the driver did not answer in time"),
    IRQ_ISSUE(11, "the kernel has an interrupt problem with the GPU"),
    LIBRARY_NOT_FOUND(12, "no NVML library: install the NVIDIA driver"),
    FUNCTION_NOT_FOUND(13, "this driver's NVML lacks the function"),
    CORRUPTED_INFOROM(14, "the GPU's infoROM is corrupted"),
    GPU_IS_LOST(15, "the GPU has fallen off the bus"),
    RESET_REQUIRED(16, "the GPU needs a reset by the administrator"),
    OPERATING_SYSTEM(17, "the operating system blocks the GPU, as a control group does"),
    LIB_RM_VERSION_MISMATCH(18, "NVML and the driver differ in version: reboot or reload the driver"),
    IN_USE(19, "the GPU is in use"),
    MEMORY(20, "not enough memory"),
    NO_DATA(21, "no data yet"),
    INSUFFICIENT_RESOURCES(23, "not enough resources"),
    FREQUENCY_NOT_SUPPORTED(24, "the GPU does not run at this clock"),
    ARGUMENT_VERSION_MISMATCH(25, "NVML takes another version of this argument"),
    DEPRECATED(26, "this driver dropped the function"),
    NOT_READY(27, "the GPU is not ready"),
    GPU_NOT_FOUND(28, "no GPU"),
    INVALID_STATE(29, "the GPU is in the wrong state for this"),
    RESET_TYPE_NOT_SUPPORTED(30, "the GPU does not do this kind of reset"),
    UNKNOWN(999, "an internal driver error");

    private static final Map<Integer, NvmlCode> BY_NUMBER =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(NvmlCode::number, Function.identity()));

    private final int number;
    private final String meaning;

    NvmlCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    public String meaning() {
        return meaning;
    }

    /** Codes that newer drivers may have added are taken as unknown errors. */
    public static NvmlCode of(int number) {
        return BY_NUMBER.getOrDefault(number, UNKNOWN);
    }

    /** The code of a reading: of one that is not negative, success. */
    public static NvmlCode ofReading(long reading) {
        return reading >= 0 ? SUCCESS : of((int) -reading);
    }

    /** This error as a reading. */
    public long asReading() {
        return -number;
    }

    /** Whether the device itself is gone, so that asking it anything further is pointless. */
    public boolean isDeviceGone() {
        return this == GPU_IS_LOST || this == RESET_REQUIRED;
    }

    /** Whether the connection to the driver broke and one new start of NVML may mend it. */
    public boolean isConnectionLost() {
        return this == UNINITIALIZED || this == OPERATING_SYSTEM || this == UNKNOWN;
    }
}
