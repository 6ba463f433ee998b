package macjoule.bench.bringup;

/** A step came to nothing in its process. */
final class StepFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    StepFailedException(String reason) {
        super(reason);
    }
}
