package macjoule.bench.energy.nvml;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;

/** A GPU of the real library. Methods are synchronised, since they share the memory that answers are written to. */
final class JnaDevice implements NvmlDevice {
    /** Layout of nvmlFieldValue_t: 40 bytes on every 64-bit system. */
    private static final int FIELD_BYTES = 40;

    private static final int FIELD_SCOPE = 4;
    private static final int FIELD_TYPE = 24;
    private static final int FIELD_CODE = 28;
    private static final int FIELD_VALUE = 32;
    private static final int MAX_FIELDS = 16;

    private static final int TEXT_BYTES = 96;
    private static final int PCI_INFO_BYTES = 68;
    private static final int PCI_INFO_BUS_ID = 36;
    private static final int PROCESS_BYTES = 24;
    private static final int MAX_PROCESSES = 256;

    private final NativeCalls calls;
    private final QuantityCalls quantities;
    private final boolean hasFields;
    private final SampleCalls samples;
    private final long handle;
    private final Memory answer = new Memory(QuantityCalls.ANSWER_BYTES);
    private final Memory fieldValues = new Memory((long) FIELD_BYTES * MAX_FIELDS);

    JnaDevice(NativeCalls calls, QuantityCalls quantities, boolean hasFields, boolean hasSamples, long handle) {
        this.calls = calls;
        this.quantities = quantities;
        this.hasFields = hasFields;
        this.samples = new SampleCalls(hasSamples);
        this.handle = handle;
    }

    @Override
    public synchronized long read(Quantity quantity) {
        return quantities.read(quantity, handle, answer);
    }

    @Override
    public synchronized void read(FieldBuffer fields) {
        if (!hasFields) {
            fields.fail(NvmlCode.FUNCTION_NOT_FOUND);
            return;
        }
        fieldValues.clear();
        for (int i = 0; i < fields.size(); i++) {
            fieldValues.setInt((long) i * FIELD_BYTES, fields.field(i).id());
            fieldValues.setInt((long) i * FIELD_BYTES + FIELD_SCOPE, fields.scope());
        }
        int code = NativeCalls.FieldValues.nvmlDeviceGetFieldValues(
                handle, fields.size(), Pointer.nativeValue(fieldValues));
        if (code != NvmlCode.SUCCESS.number()) {
            fields.fail(NvmlCode.of(code));
            return;
        }
        for (int i = 0; i < fields.size(); i++) {
            fields.set(i, fieldReading((long) i * FIELD_BYTES));
        }
    }

    /** Success of the call says nothing of the single field, which has a code of its own. */
    private long fieldReading(long at) {
        int code = fieldValues.getInt(at + FIELD_CODE);
        if (code != NvmlCode.SUCCESS.number()) {
            return NvmlCode.of(code).asReading();
        }
        return NvmlValue.read(fieldValues, at + FIELD_VALUE, fieldValues.getInt(at + FIELD_TYPE));
    }

    @Override
    public synchronized void read(SampleBuffer buffer, long afterMicros) {
        samples.read(handle, afterMicros, buffer);
    }

    @Override
    public Answer<String> text(DeviceText which) {
        return switch (which) {
            case NAME -> text("nvmlDeviceGetName");
            case UUID -> text("nvmlDeviceGetUUID");
            case VBIOS -> text("nvmlDeviceGetVbiosVersion");
            case PCI_BUS_ID -> busId();
        };
    }

    private Answer<String> text(String symbol) {
        try (Memory buffer = new Memory(TEXT_BYTES)) {
            buffer.clear();
            int code = calls.call(symbol, handle, buffer, TEXT_BYTES);
            return code == 0
                    ? Answer.of(buffer.getString(0, StandardCharsets.UTF_8.name()))
                    : Answer.refused(NvmlCode.of(code));
        }
    }

    private Answer<String> busId() {
        try (Memory info = new Memory(PCI_INFO_BYTES)) {
            info.clear();
            int code = calls.call("nvmlDeviceGetPciInfo_v3", handle, info);
            return code == 0
                    ? Answer.of(info.getString(PCI_INFO_BUS_ID, StandardCharsets.UTF_8.name()))
                    : Answer.refused(NvmlCode.of(code));
        }
    }

    @Override
    public Answer<int[]> computeProcesses() {
        try (Memory count = new Memory(Integer.BYTES);
                Memory infos = new Memory((long) MAX_PROCESSES * PROCESS_BYTES)) {
            count.setInt(0, MAX_PROCESSES);
            int code = calls.call("nvmlDeviceGetComputeRunningProcesses_v3", handle, count, infos);
            if (code != 0) {
                return Answer.refused(NvmlCode.of(code));
            }
            int[] pids = new int[count.getInt(0)];
            for (int i = 0; i < pids.length; i++) {
                pids[i] = infos.getInt((long) i * PROCESS_BYTES);
            }
            return Answer.of(pids);
        }
    }

    @Override
    public Answer<ErrorWatch> watchErrors() {
        return JnaErrorWatch.open(calls, handle);
    }

    @Override
    public NvmlCode lockClock(ClockDomain domain, int minimum, int maximum) {
        String symbol = domain == ClockDomain.GPU ? "nvmlDeviceSetGpuLockedClocks" : "nvmlDeviceSetMemoryLockedClocks";
        return NvmlCode.of(calls.call(symbol, handle, minimum, maximum));
    }

    @Override
    public NvmlCode unlockClock(ClockDomain domain) {
        String symbol =
                domain == ClockDomain.GPU ? "nvmlDeviceResetGpuLockedClocks" : "nvmlDeviceResetMemoryLockedClocks";
        return NvmlCode.of(calls.call(symbol, handle));
    }
}
