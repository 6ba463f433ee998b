package macjoule.bench.energy.nvml;

import com.sun.jna.Memory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import macjoule.bench.energy.core.Provenance;
import org.jspecify.annotations.Nullable;

/** The real library, loaded from where the driver put it. Works on 64-bit systems, as CUDA itself does. */
public final class JnaNvml implements Nvml {
    private static final int TEXT_BYTES = 96;

    private final String libraryName;
    private @Nullable Loaded loaded;
    private boolean started;

    /** What stays the same while the library is loaded. */
    private record Loaded(NativeCalls calls, QuantityCalls quantities, boolean hasFields, boolean hasSamples) {}

    /** The library that comes with the driver. */
    public JnaNvml() {
        this(NativeCalls.systemLibrary());
    }

    /**
     * A library by name or path.
     *
     * @param libraryName as the dynamic linker takes it
     */
    public JnaNvml(String libraryName) {
        this.libraryName = libraryName;
    }

    @Override
    public NvmlCode start() {
        if (loaded == null) {
            try {
                NativeCalls calls = new NativeCalls(libraryName);
                loaded = new Loaded(
                        calls,
                        new QuantityCalls(calls),
                        calls.bind(NativeCalls.FieldValues.class),
                        calls.bind(NativeCalls.Samples.class));
            } catch (LinkageError e) {
                return NvmlCode.LIBRARY_NOT_FOUND;
            }
        }
        NvmlCode code = NvmlCode.of(loaded.calls().call("nvmlInit_v2"));
        started = code == NvmlCode.SUCCESS;
        return code;
    }

    @Override
    public Answer<String> driverVersion() {
        if (loaded == null) {
            return Answer.refused(NvmlCode.UNINITIALIZED);
        }
        try (Memory buffer = new Memory(TEXT_BYTES)) {
            buffer.clear();
            int code = loaded.calls().call("nvmlSystemGetDriverVersion", buffer, TEXT_BYTES);
            return code == 0
                    ? Answer.of(buffer.getString(0, StandardCharsets.UTF_8.name()))
                    : Answer.refused(NvmlCode.of(code));
        }
    }

    @Override
    public Answer<List<NvmlDevice>> devices() {
        if (loaded == null) {
            return Answer.refused(NvmlCode.UNINITIALIZED);
        }
        try (Memory count = new Memory(Integer.BYTES)) {
            int code = loaded.calls().call("nvmlDeviceGetCount_v2", count);
            return code == 0 ? devices(count.getInt(0)) : Answer.refused(NvmlCode.of(code));
        }
    }

    /** A GPU that refuses its handle, as a lost one does, is left out: the others still measure. */
    private Answer<List<NvmlDevice>> devices(int count) {
        List<NvmlDevice> devices = new ArrayList<>();
        NvmlCode last = NvmlCode.SUCCESS;
        for (int index = 0; index < count; index++) {
            Answer<NvmlDevice> device = device("nvmlDeviceGetHandleByIndex_v2", index);
            device.value().ifPresent(devices::add);
            last = device.code() == NvmlCode.SUCCESS ? last : device.code();
        }
        return devices.isEmpty() && last != NvmlCode.SUCCESS ? Answer.refused(last) : Answer.of(devices);
    }

    @Override
    public Answer<NvmlDevice> deviceByUuid(String uuid) {
        return device("nvmlDeviceGetHandleByUUID", uuid);
    }

    @Override
    public Answer<NvmlDevice> deviceByPciBusId(String busId) {
        return device("nvmlDeviceGetHandleByPciBusId_v2", busId);
    }

    private Answer<NvmlDevice> device(String symbol, Object key) {
        if (loaded == null) {
            return Answer.refused(NvmlCode.UNINITIALIZED);
        }
        try (Memory handle = new Memory(Long.BYTES)) {
            int code = loaded.calls().call(symbol, key, handle);
            return code == 0
                    ? Answer.of(new JnaDevice(
                            loaded.calls(),
                            loaded.quantities(),
                            loaded.hasFields(),
                            loaded.hasSamples(),
                            handle.getLong(0)))
                    : Answer.refused(NvmlCode.of(code));
        }
    }

    @Override
    public Provenance provenance() {
        return Provenance.MEASURED;
    }

    @Override
    public void close() {
        if (loaded != null && started) {
            started = false;
            loaded.calls().call("nvmlShutdown");
        }
    }
}
