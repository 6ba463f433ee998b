package macjoule.bench.cli;

/** What the process tells its caller; scripts rely on these numbers. */
final class ExitCode {
    static final int OK = 0;
    static final int REGRESSION = 1;
    static final int USAGE = 2;
    static final int BAD_INPUT = 3;
    static final int CANNOT_MEASURE = 4;
    static final int PARTLY_FAILED = 5;
    static final int INTERNAL = 70;

    private ExitCode() {}
}
