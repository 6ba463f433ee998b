package macjoule.calibration.alpha;

/**
 * How well DI with one alpha goes with energy efficiency.
 *
 * @param r Pearson's correlation
 */
public record AlphaPoint(double alpha, double r) {}
