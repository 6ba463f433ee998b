package macjoule.bench.engine.cudnn;

import org.bytedeco.javacpp.Pointer;

/** Memory of the device, or an object of the driver, that another binding gave out as a number. */
final class DeviceAddress extends Pointer {

    DeviceAddress(long address) {
        super((Pointer) null);
        this.address = address;
    }
}
