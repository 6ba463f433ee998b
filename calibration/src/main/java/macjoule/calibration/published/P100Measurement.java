package macjoule.calibration.published;

/**
 * A row of Table III of "The Ramifications of Making Deep Neural Networks Compact", as printed: measured on a Tesla P100, the
 * energy efficiency at batch size 4.
 *
 * @param network the name macjoule knows it by
 * @param networkName the name printed
 * @param gemv2tPercent share of the kernel Gemv2T in the inference time, and so the other two
 */
public record P100Measurement(
        String network,
        String networkName,
        double inferenceMs,
        double footprintMb,
        double gigaMacsPerJoule,
        double framesPerSecond,
        double gemv2tPercent,
        double gemv2nPercent,
        double gemmk1Percent) {}
