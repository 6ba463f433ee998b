package macjoule.bench.engine;

/** No process can use the device any more, so that there is no point in trying what is left to do on it. */
public final class DeviceLostException extends DeviceException {
    private static final long serialVersionUID = 1L;

    public DeviceLostException(String message) {
        super(message, true);
    }
}
