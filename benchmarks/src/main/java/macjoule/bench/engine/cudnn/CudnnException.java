package macjoule.bench.engine.cudnn;

import macjoule.bench.engine.DeviceException;

/** A call that cuDNN or cuBLAS answered with an error. */
final class CudnnException extends DeviceException {
    private static final long serialVersionUID = 1;

    CudnnException(String library, String call, int status, String meaning) {
        super(library + ": " + call + ": " + meaning + " (" + status + ")");
    }
}
