package macjoule.bench.engine.jcuda.driver;

import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;

/** What one multiprocessor of a GPU has, as the driver tells. */
public record Multiprocessor(int sharedBytes, int registerBytes) {
    static Multiprocessor of(CUdevice device) {
        return new Multiprocessor(
                DeviceIdentity.attribute(
                        device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_MULTIPROCESSOR),
                Integer.BYTES
                        * DeviceIdentity.attribute(
                                device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MAX_REGISTERS_PER_MULTIPROCESSOR));
    }
}
