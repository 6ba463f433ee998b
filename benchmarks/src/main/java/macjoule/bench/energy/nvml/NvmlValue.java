package macjoule.bench.energy.nvml;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;

/** NVML's union of numbers, of which a type beside it tells which one is meant. */
final class NvmlValue {
    private NvmlValue() {}

    /** The number, or minus the code for a type that is not known. */
    static long read(Memory memory, long at, int type) {
        return switch (type) {
            case 0 -> Math.round(memory.getDouble(at));
            case 1 -> Integer.toUnsignedLong(memory.getInt(at));
            case 2 -> NativeLong.SIZE == Long.BYTES ? memory.getLong(at) : Integer.toUnsignedLong(memory.getInt(at));
            case 3, 4 -> memory.getLong(at);
            case 5 -> memory.getInt(at);
            case 6 -> Short.toUnsignedInt(memory.getShort(at));
            default -> NvmlCode.ARGUMENT_VERSION_MISMATCH.asReading();
        };
    }
}
