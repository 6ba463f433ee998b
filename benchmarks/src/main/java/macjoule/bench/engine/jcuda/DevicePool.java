package macjoule.bench.engine.jcuda;

import java.util.ArrayList;
import java.util.List;
import macjoule.bench.engine.jcuda.driver.DeviceMemory;
import macjoule.bench.engine.jcuda.driver.Gpu;

/** The memory of one session: what is taken here is freed with {@link #close}. */
final class DevicePool implements AutoCloseable {
    private final Gpu gpu;
    private final List<DeviceMemory> owned = new ArrayList<>();

    DevicePool(Gpu gpu) {
        this.gpu = gpu;
    }

    DeviceMemory empty(long bytes, String purpose) {
        DeviceMemory memory = gpu.allocate(bytes, purpose);
        owned.add(memory);
        return memory;
    }

    DeviceMemory of(float[] values, String purpose) {
        DeviceMemory memory = empty((long) values.length * Float.BYTES, purpose);
        memory.write(values);
        return memory;
    }

    /** Frees what turned out not to be needed. */
    void release(DeviceMemory memory) {
        owned.remove(memory);
        memory.close();
    }

    @Override
    public void close() {
        owned.forEach(DeviceMemory::close);
        owned.clear();
    }
}
