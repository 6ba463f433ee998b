package macjoule.bench.energy.nvml;

import com.sun.jna.Memory;
import java.util.ArrayList;
import java.util.List;
import macjoule.bench.energy.core.Provenance;
import org.jspecify.annotations.Nullable;

/** The real library, loaded from where the driver put it. Works on 64-bit systems, as CUDA itself does. */
public final class JnaNvml implements Nvml {
    /** The flag by which NVML starts where no GPU is found, so that it can say so. */
    private static final int NO_GPUS_ARE_FINE = 1;

    /** CUDA writes 13.0 as 13000 and 12.6 as 12060. */
    private static final int CUDA_MAJOR = 1000;

    private static final int CUDA_MINOR = 10;

    private final String libraryName;
    private @Nullable Loaded loaded;
    private boolean started;

    /** What stays the same while the library is loaded. */
    record Loaded(NativeCalls calls, QuantityCalls quantities, boolean hasFields, boolean hasSamples) {}

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
        NvmlCode code = loaded.calls().code(initialise(loaded.calls()));
        started = code == NvmlCode.SUCCESS;
        return code;
    }

    /** A host whose last GPU is gone is no failure of the library's: then there simply are no devices. */
    private static int initialise(NativeCalls calls) {
        int code = calls.call("nvmlInitWithFlags", NO_GPUS_ARE_FINE);
        return code == NvmlCode.FUNCTION_NOT_FOUND.number() ? calls.call("nvmlInit_v2") : code;
    }

    @Override
    public Answer<String> driverVersion() {
        return text("nvmlSystemGetDriverVersion");
    }

    @Override
    public Answer<String> libraryVersion() {
        return text("nvmlSystemGetNVMLVersion");
    }

    private Answer<String> text(String symbol) {
        return loaded == null
                ? Answer.refused(NvmlCode.UNINITIALIZED)
                : loaded.calls().text(symbol);
    }

    @Override
    public Answer<String> cudaVersion() {
        if (loaded == null) {
            return Answer.refused(NvmlCode.UNINITIALIZED);
        }
        try (Memory version = new Memory(Integer.BYTES)) {
            NvmlCode code = loaded.calls().code(loaded.calls().call("nvmlSystemGetCudaDriverVersion_v2", version));
            int number = version.getInt(0);
            return code == NvmlCode.SUCCESS
                    ? Answer.of(number / CUDA_MAJOR + "." + number % CUDA_MAJOR / CUDA_MINOR)
                    : Answer.refused(code);
        }
    }

    @Override
    public Answer<List<NvmlDevice>> devices() {
        if (loaded == null) {
            return Answer.refused(NvmlCode.UNINITIALIZED);
        }
        try (Memory count = new Memory(Integer.BYTES)) {
            NvmlCode code = loaded.calls().code(loaded.calls().call("nvmlDeviceGetCount_v2", count));
            return code == NvmlCode.SUCCESS ? devices(count.getInt(0)) : Answer.refused(code);
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
        return loaded == null ? Answer.refused(NvmlCode.UNINITIALIZED) : JnaDevice.find(loaded, symbol, key);
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
