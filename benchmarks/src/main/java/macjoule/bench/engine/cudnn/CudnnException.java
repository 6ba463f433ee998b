package macjoule.bench.engine.cudnn;

/** A call that cuDNN or cuBLAS answered with an error. */
final class CudnnException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CudnnException(String library, String call, int status, String meaning) {
        super(library + ": " + call + ": " + meaning + " (" + status + ")");
    }
}
