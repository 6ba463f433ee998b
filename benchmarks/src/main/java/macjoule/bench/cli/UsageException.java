package macjoule.bench.cli;

/** Options that do not make sense, told like a bad input but with the exit code of a usage error. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String what, String option, String remedy) {
        super(what + ": " + option + ": " + remedy);
    }
}
