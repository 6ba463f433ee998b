package macjoule.bench.energy.nvml;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.EnumMap;
import java.util.Map;

/** Reads the samples that the driver keeps of a device, into memory that lasts. */
final class SampleCalls {
    /** Layout of nvmlSample_t: a time of 8 bytes and a value of 8. */
    private static final int SAMPLE_BYTES = 16;

    private static final int SAMPLE_VALUE = 8;

    private static final int TYPE_AT = 0;
    private static final int COUNT_AT = 4;

    private final NativeCalls calls;
    private final boolean bound;
    private final Memory header = new Memory(2L * Integer.BYTES);
    private final Map<SampleBuffer.Kind, Memory> places = new EnumMap<>(SampleBuffer.Kind.class);

    /**
     * @param bound whether this driver has the function
     */
    SampleCalls(NativeCalls calls, boolean bound) {
        this.calls = calls;
        this.bound = bound;
    }

    /** The samples after a time. */
    void read(long device, long afterMicros, SampleBuffer into) {
        into.clear();
        NvmlCode code = bound ? fill(device, afterMicros, into) : NvmlCode.FUNCTION_NOT_FOUND;
        if (code != NvmlCode.SUCCESS) {
            into.fail(code);
        }
    }

    /** Memory is made on the first call of each kind alone, as large as the driver's own buffer of it. */
    private NvmlCode fill(long device, long afterMicros, SampleBuffer into) {
        Memory place = places.get(into.kind());
        if (place == null) {
            // Without a place for samples, NVML tells how many it could give.
            NvmlCode code = call(device, into.kind(), 0, 0, 0);
            if (code != NvmlCode.SUCCESS) {
                return code;
            }
            place = new Memory((long) Math.max(1, header.getInt(COUNT_AT)) * SAMPLE_BYTES);
            places.put(into.kind(), place);
        }
        int capacity = Math.toIntExact(place.size() / SAMPLE_BYTES);
        NvmlCode code = call(device, into.kind(), afterMicros, capacity, Pointer.nativeValue(place));
        return code == NvmlCode.SUCCESS ? take(place, Math.min(capacity, header.getInt(COUNT_AT)), into) : code;
    }

    private NvmlCode call(long device, SampleBuffer.Kind kind, long afterMicros, int capacity, long address) {
        header.setInt(COUNT_AT, capacity);
        long at = Pointer.nativeValue(header);
        return calls.code(NativeCalls.Samples.nvmlDeviceGetSamples(
                device, kind.type(), afterMicros, at + TYPE_AT, at + COUNT_AT, address));
    }

    private NvmlCode take(Memory place, int count, SampleBuffer into) {
        int type = header.getInt(TYPE_AT);
        for (int i = 0; i < count; i++) {
            long at = (long) i * SAMPLE_BYTES;
            long value = NvmlValue.read(place, at + SAMPLE_VALUE, type);
            if (value < 0) {
                return NvmlCode.ofReading(value);
            }
            into.add(place.getLong(at), value);
        }
        return NvmlCode.SUCCESS;
    }
}
