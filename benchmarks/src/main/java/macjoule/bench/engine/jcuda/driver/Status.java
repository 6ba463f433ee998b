package macjoule.bench.engine.jcuda.driver;

import java.util.Optional;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;
import macjoule.bench.engine.DeviceException;
import macjoule.bench.engine.DeviceLostException;

/** What a call of the driver came to. */
final class Status {
    private Status() {}

    static void check(int code, String action) {
        if (code != CUresult.CUDA_SUCCESS) {
            throw failure(code, action);
        }
    }

    static DeviceException failure(int code, String action) {
        return failure(code, action, Fault.of(code).map(Fault::remedy).orElse("see the log of the driver"));
    }

    /** With a remedy that fits the action better than the usual one. */
    static DeviceException failure(int code, String action, String remedy) {
        Optional<Fault> fault = Fault.of(code);
        String text = fault.map(Fault::text).orElse("the driver refuses");
        String line = action + ": " + text + " (" + name(code) + "); " + remedy;
        return switch (fault.map(Fault::loss).orElse(Fault.Loss.NOTHING)) {
            case NOTHING ->
                code == CUresult.CUDA_ERROR_OUT_OF_MEMORY
                        ? new OutOfDeviceMemoryException(line)
                        : new DeviceException(line);
            case PROCESS -> new DeviceException(line, true);
            case DEVICE -> new DeviceLostException(line);
        };
    }

    static String name(int code) {
        String[] name = new String[1];
        boolean known = JCudaDriver.cuGetErrorName(code, name) == CUresult.CUDA_SUCCESS && name[0] != null;
        return known ? name[0] : "CUDA error " + code;
    }
}
