package macjoule.bench.engine.jcuda.driver;

import jcuda.driver.CUstream;

/** A stream that other libraries can be told to work on. */
final class DeviceStream extends CUstream {
    long address() {
        return getNativePointer();
    }
}
