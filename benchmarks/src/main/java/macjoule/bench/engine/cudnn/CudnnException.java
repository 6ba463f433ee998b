package macjoule.bench.engine.cudnn;

import macjoule.bench.engine.DeviceException;

/** A call that cuDNN or cuBLAS answered with an error. */
final class CudnnException extends DeviceException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    /** What an error says of what else could be tried. */
    enum Kind {
        /** It does not do this, though it may do the same in another way. */
        REFUSAL,
        /** It found too little memory. */
        MEMORY,
        OTHER
    }

    CudnnException(String library, String call, int status, String meaning, Kind kind) {
        super(library + ": " + call + ": " + meaning + " (" + status + ")");
        this.kind = kind;
    }

    boolean isRefusal() {
        return kind == Kind.REFUSAL;
    }

    @Override
    public boolean isOutOfMemory() {
        return kind == Kind.MEMORY;
    }
}
