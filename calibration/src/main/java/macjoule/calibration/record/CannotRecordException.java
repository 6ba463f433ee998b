package macjoule.calibration.record;

/** What was measured cannot be written, as on a full disk. What was written before stays whole. */
public final class CannotRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param what what went wrong and with which file
     */
    public CannotRecordException(String what) {
        super(what);
    }
}
