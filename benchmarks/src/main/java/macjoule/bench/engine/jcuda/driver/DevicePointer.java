package macjoule.bench.engine.jcuda.driver;

import jcuda.driver.CUdeviceptr;

/** An address on the device that other libraries can be told: JCuda keeps it to itself and its heirs. */
final class DevicePointer extends CUdeviceptr {
    DevicePointer() {}

    private DevicePointer(DevicePointer start, long bytes) {
        super(start, bytes);
    }

    DevicePointer plus(long bytes) {
        return new DevicePointer(this, bytes);
    }

    long address() {
        return getNativePointer() + getByteOffset();
    }
}
