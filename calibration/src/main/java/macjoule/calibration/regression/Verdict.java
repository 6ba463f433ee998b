package macjoule.calibration.regression;

/** What is said of a case. */
public enum Verdict {
    /** Any change is smaller than the floor. */
    SAME,
    BETTER,
    WORSE,
    /** The data allow both a change that matters and none. */
    AMBIGUOUS
}
