package macjoule.bench.counters;

/** How many cases one process can take on in the time that is left, by what the processes before it took. */
final class Pace {
    /** A process that is lost takes no more with it. */
    static final int MOST = 12;

    /** What a profiler, a JVM, a context and the kernels take before anything is counted. */
    private static final double USUAL_START = 8;

    private static final double USUAL_CASE = 3;

    /** A process may take so many times what is expected of it. */
    private static final double SLACK = 2;

    /** The profiler prints what it has counted when the process is over. */
    private static final double FOR_PRINTING = 0.05;

    private double startSeconds = USUAL_START;
    private double caseSeconds = USUAL_CASE;

    /** 0 if the time is too short for any. */
    int fitting(double secondsLeft) {
        return (int) Math.max(0, Math.min(MOST, (secondsLeft - startSeconds) / caseSeconds));
    }

    /** Never beyond the time left. */
    Limits limits(int cases, double secondsLeft, double secondsPerCase) {
        double expected = SLACK * (startSeconds + cases * caseSeconds);
        double lastStart = Math.min(Math.min(expected, cases * secondsPerCase), (1 - FOR_PRINTING) * secondsLeft);
        double end = (cases > 1 ? lastStart : 0) + secondsPerCase;
        return new Limits(lastStart, secondsPerCase, Math.min(secondsLeft, end));
    }

    /** Learns of a process that counted so many cases. */
    void took(int cases, double seconds) {
        startSeconds = Math.min(startSeconds, seconds / 2);
        caseSeconds = (seconds - startSeconds) / cases;
    }
}
