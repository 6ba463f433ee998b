package macjoule.model.delta;

/**
 * Times of the parts of one thread block, in seconds: its three streams per main loop iteration (DeLTA, Eq. 11 to 13) and what
 * comes before and after the loop (Eq. 14 and 15).
 */
public record StreamTimes(double globalLoad, double sharedAccess, double compute, double prologue, double epilogue) {}
