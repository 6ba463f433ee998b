package macjoule.bench.cli;

/** Options that do not make sense, told like a bad input but with the exit code of a usage error. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String what, String option, String remedy) {
        super(what + ": " + option + ": " + remedy);
    }

    static void requirePositiveBatch(int batch) {
        if (batch < 1) {
            throw new UsageException("a batch of " + batch, "--batch", "give 1 or more");
        }
    }
}
