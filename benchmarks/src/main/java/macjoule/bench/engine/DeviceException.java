package macjoule.bench.engine;

/** A device refused or failed, told in one line with a remedy. */
public class DeviceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean processLost;

    /** A refusal after which the device can go on being used. */
    public DeviceException(String message) {
        this(message, false);
    }

    /**
     * @param processLost whether this process can no longer use the device, though a new one could
     */
    public DeviceException(String message, boolean processLost) {
        super(message);
        this.processLost = processLost;
    }

    /** Whether it is for want of memory alone, so that less of the same may do. */
    public boolean isOutOfMemory() {
        return false;
    }

    /** Whether only a new process can use the device again. */
    public boolean isProcessLost() {
        return processLost;
    }
}
