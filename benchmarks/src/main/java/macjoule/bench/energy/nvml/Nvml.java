package macjoule.bench.energy.nvml;

import java.util.List;
import macjoule.bench.energy.core.Provenance;

/** NVIDIA's management library, real or scripted. */
public interface Nvml extends AutoCloseable {
    /** Starts the library. After {@link #close} it may be started again, which makes earlier devices stale. */
    NvmlCode start();

    Answer<String> driverVersion();

    /** The version of NVML itself, which belongs to the driver's. */
    Answer<String> libraryVersion();

    /** The newest CUDA that this driver runs, as {@code 13.0}. */
    Answer<String> cudaVersion();

    /** All devices, in an order that means nothing: it need not be CUDA's and may change with a reboot. */
    Answer<List<NvmlDevice>> devices();

    Answer<NvmlDevice> deviceByUuid(String uuid);

    Answer<NvmlDevice> deviceByPciBusId(String busId);

    /** Whether readings come from hardware. */
    Provenance provenance();

    @Override
    void close();
}
