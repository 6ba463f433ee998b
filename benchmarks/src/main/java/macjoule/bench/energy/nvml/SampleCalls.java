package macjoule.bench.energy.nvml;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** Reads the samples that the driver keeps of a device, into memory that lasts. */
final class SampleCalls {
    /** Layout of nvmlSample_t: a time of 8 bytes and a value of 8. */
    private static final int SAMPLE_BYTES = 16;

    private static final int SAMPLE_VALUE = 8;

    private static final int TYPE_AT = 0;
    private static final int COUNT_AT = 4;

    private final boolean bound;
    private final Memory header = new Memory(2L * Integer.BYTES);
    private Memory samples = new Memory(SAMPLE_BYTES);
    private int capacity;

    /**
     * @param bound whether this driver has the function
     */
    SampleCalls(boolean bound) {
        this.bound = bound;
    }

    /** The samples after a time. Memory is made on the first call alone, as large as the driver's own buffer. */
    void read(long device, long afterMicros, SampleBuffer into) {
        into.clear();
        if (!bound) {
            into.fail(NvmlCode.FUNCTION_NOT_FOUND);
            return;
        }
        if (capacity == 0) {
            int code = call(device, into, afterMicros, 0);
            if (code != NvmlCode.SUCCESS.number()) {
                into.fail(NvmlCode.of(code));
                return;
            }
            capacity = Math.max(1, header.getInt(COUNT_AT));
            samples = new Memory((long) capacity * SAMPLE_BYTES);
        }
        header.setInt(COUNT_AT, capacity);
        int code = call(device, into, afterMicros, Pointer.nativeValue(samples));
        if (code != NvmlCode.SUCCESS.number()) {
            into.fail(NvmlCode.of(code));
            return;
        }
        take(into);
    }

    /** Without a place for samples, NVML tells how many it could give. */
    private int call(long device, SampleBuffer into, long afterMicros, long address) {
        long at = Pointer.nativeValue(header);
        return NativeCalls.Samples.nvmlDeviceGetSamples(
                device, into.kind().type(), afterMicros, at + TYPE_AT, at + COUNT_AT, address);
    }

    private void take(SampleBuffer into) {
        int type = header.getInt(TYPE_AT);
        int count = Math.min(capacity, header.getInt(COUNT_AT));
        for (int i = 0; i < count; i++) {
            long at = (long) i * SAMPLE_BYTES;
            long value = NvmlValue.read(samples, at + SAMPLE_VALUE, type);
            if (value < 0) {
                into.fail(NvmlCode.ofReading(value));
                return;
            }
            into.add(samples.getLong(at), value);
        }
    }
}
