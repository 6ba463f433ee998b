package macjoule.calibration.published;

/**
 * A row of Table II of "The Ramifications of Making Deep Neural Networks Compact", as printed.
 *
 * @param network the name macjoule knows it by
 * @param networkName the name printed
 * @param image the size of the image, as printed
 */
public record CompactNetwork(
        String network,
        String networkName,
        String image,
        double macsMillions,
        double paramsMillions,
        double activationsMillions,
        double activationsPerParam,
        double macsPerParam,
        double macsPerActivation) {}
