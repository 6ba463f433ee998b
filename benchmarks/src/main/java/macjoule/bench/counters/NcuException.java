package macjoule.bench.counters;

/** One case cannot be profiled; others may. */
final class NcuException extends Exception {
    private static final long serialVersionUID = 1L;

    NcuException(String reason) {
        super(reason);
    }
}
