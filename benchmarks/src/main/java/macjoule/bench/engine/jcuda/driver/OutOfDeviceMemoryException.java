package macjoule.bench.engine.jcuda.driver;

import macjoule.bench.engine.DeviceException;

/** The device has too little memory left. */
final class OutOfDeviceMemoryException extends DeviceException {
    private static final long serialVersionUID = 1;

    OutOfDeviceMemoryException(String message) {
        super(message);
    }

    @Override
    public boolean isOutOfMemory() {
        return true;
    }
}
