package macjoule.calibration.traffic;

/** Tells why a prediction is off. */
interface Explanation {
    /** One cause, or that none is known. */
    String of(Level level, double predicted, double reference);
}
