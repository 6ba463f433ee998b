package macjoule.bench.energy.nvml;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A GPU of the real library. Methods are synchronised, since they share the memory that answers are written to. */
final class JnaDevice implements NvmlDevice {
    /** Layout of nvmlFieldValue_t: 40 bytes on every 64-bit system. */
    private static final int FIELD_BYTES = 40;

    private static final int FIELD_SCOPE = 4;
    private static final int FIELD_TYPE = 24;
    private static final int FIELD_CODE = 28;
    private static final int FIELD_VALUE = 32;
    private static final int MAX_FIELDS = 16;

    private static final int PCI_INFO_BYTES = 68;
    private static final int PCI_INFO_BUS_ID = 36;
    private static final int PROCESS_BYTES = 24;
    private static final int MAX_PROCESSES = 256;
    private static final int MAX_CLOCKS = 1024;

    private final JnaNvml.Loaded library;
    private final NativeCalls calls;
    private final SampleCalls samples;
    private final long handle;
    private final Memory answer = new Memory(QuantityCalls.ANSWER_BYTES);
    private final Memory fieldValues = new Memory((long) FIELD_BYTES * MAX_FIELDS);

    private JnaDevice(JnaNvml.Loaded library, long handle) {
        this.library = library;
        this.calls = library.calls();
        this.samples = new SampleCalls(calls, library.hasSamples());
        this.handle = handle;
    }

    /** By a function that takes a key and writes the handle of a device. */
    static Answer<NvmlDevice> find(JnaNvml.Loaded library, String symbol, Object key) {
        try (Memory handle = new Memory(Long.BYTES)) {
            NvmlCode code = library.calls().code(library.calls().call(symbol, key, handle));
            return code == NvmlCode.SUCCESS
                    ? Answer.of(new JnaDevice(library, handle.getLong(0)))
                    : Answer.refused(code);
        }
    }

    @Override
    public synchronized long read(Quantity quantity) {
        return library.quantities().read(quantity, handle, answer);
    }

    @Override
    public synchronized void read(FieldBuffer fields) {
        if (!library.hasFields()) {
            fields.fail(NvmlCode.FUNCTION_NOT_FOUND);
            return;
        }
        fieldValues.clear();
        for (int i = 0; i < fields.size(); i++) {
            fieldValues.setInt((long) i * FIELD_BYTES, fields.field(i).id());
            fieldValues.setInt((long) i * FIELD_BYTES + FIELD_SCOPE, fields.scope());
        }
        NvmlCode code = calls.code(NativeCalls.FieldValues.nvmlDeviceGetFieldValues(
                handle, fields.size(), Pointer.nativeValue(fieldValues)));
        if (code != NvmlCode.SUCCESS) {
            fields.fail(code);
            return;
        }
        for (int i = 0; i < fields.size(); i++) {
            fields.set(i, fieldReading((long) i * FIELD_BYTES));
        }
    }

    /** Success of the call says nothing of the single field, which has a code of its own. */
    private long fieldReading(long at) {
        NvmlCode code = calls.code(fieldValues.getInt(at + FIELD_CODE));
        if (code != NvmlCode.SUCCESS) {
            return code.asReading();
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
            case NAME -> calls.text("nvmlDeviceGetName", handle);
            case UUID -> calls.text("nvmlDeviceGetUUID", handle);
            case VBIOS -> calls.text("nvmlDeviceGetVbiosVersion", handle);
            case PCI_BUS_ID -> busId();
        };
    }

    private Answer<String> busId() {
        try (Memory info = new Memory(PCI_INFO_BYTES)) {
            info.clear();
            NvmlCode code = calls.code(calls.call("nvmlDeviceGetPciInfo_v3", handle, info));
            return code == NvmlCode.SUCCESS
                    ? Answer.of(info.getString(PCI_INFO_BUS_ID, StandardCharsets.UTF_8.name()))
                    : Answer.refused(code);
        }
    }

    /** Drivers of before there were instances lack the function, and then there are none. */
    @Override
    public Answer<NvmlDevice> whole() {
        try (Memory isInstance = new Memory(Integer.BYTES)) {
            isInstance.clear();
            NvmlCode code = calls.code(calls.call("nvmlDeviceIsMigDeviceHandle", handle, isInstance));
            return code == NvmlCode.SUCCESS && isInstance.getInt(0) == 1
                    ? find(library, "nvmlDeviceGetDeviceHandleFromMigDeviceHandle", handle)
                    : Answer.of(this);
        }
    }

    @Override
    public Answer<int[]> supportedClocks(ClockDomain domain) {
        Answer<int[]> ofMemory = list("nvmlDeviceGetSupportedMemoryClocks", handle);
        return domain == ClockDomain.MEMORY
                ? ofMemory
                : ofMemory.then(clocks -> clocks.length == 0
                        ? Answer.refused(NvmlCode.NO_DATA)
                        : list("nvmlDeviceGetSupportedGraphicsClocks", handle, clocks[0]));
    }

    /** Numbers that a function writes behind their count, which are put in descending order. */
    private Answer<int[]> list(String symbol, Object... arguments) {
        try (Memory count = new Memory(Integer.BYTES);
                Memory numbers = new Memory((long) MAX_CLOCKS * Integer.BYTES)) {
            count.setInt(0, MAX_CLOCKS);
            Object[] all = Arrays.copyOf(arguments, arguments.length + 2);
            all[arguments.length] = count;
            all[arguments.length + 1] = numbers;
            NvmlCode code = calls.code(calls.call(symbol, all));
            return code == NvmlCode.SUCCESS
                    ? Answer.of(IntStream.of(numbers.getIntArray(0, count.getInt(0)))
                            .map(number -> -number)
                            .sorted()
                            .map(number -> -number)
                            .toArray())
                    : Answer.refused(code);
        }
    }

    @Override
    public Answer<int[]> computeProcesses() {
        try (Memory count = new Memory(Integer.BYTES);
                Memory infos = new Memory((long) MAX_PROCESSES * PROCESS_BYTES)) {
            count.setInt(0, MAX_PROCESSES);
            NvmlCode code = calls.code(calls.call("nvmlDeviceGetComputeRunningProcesses_v3", handle, count, infos));
            if (code != NvmlCode.SUCCESS) {
                return Answer.refused(code);
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
        return calls.code(calls.call(symbol, handle, minimum, maximum));
    }

    @Override
    public NvmlCode unlockClock(ClockDomain domain) {
        String symbol =
                domain == ClockDomain.GPU ? "nvmlDeviceResetGpuLockedClocks" : "nvmlDeviceResetMemoryLockedClocks";
        return calls.code(calls.call(symbol, handle));
    }
}
