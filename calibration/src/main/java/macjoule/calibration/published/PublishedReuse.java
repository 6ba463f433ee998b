package macjoule.calibration.published;

/**
 * A row of Table VIII of "Data-type Aware Arithmetic Intensity for Deep Neural Networks", as printed.
 *
 * @param network the name macjoule knows it by
 * @param networkName the name printed
 * @param disparityPercent by how much DI lies below the arithmetic intensity
 */
public record PublishedReuse(
        String network,
        String networkName,
        double weightReuse,
        double activationReuse,
        double arithmeticIntensity,
        double di,
        double activationsPerParam,
        double disparityPercent) {}
