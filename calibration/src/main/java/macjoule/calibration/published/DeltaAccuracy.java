package macjoule.calibration.published;

import java.util.OptionalDouble;

/**
 * How close DeLTA came to counters, by the text of its paper (section VII).
 *
 * @param level l1, l2, dram or time
 * @param gmae geometric mean absolute error, empty where the text does not give it
 * @param stdev standard deviation, empty where the text does not give it
 */
public record DeltaAccuracy(String level, String gpu, OptionalDouble gmae, OptionalDouble stdev) {}
