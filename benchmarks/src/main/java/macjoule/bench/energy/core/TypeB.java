package macjoule.bench.energy.core;

/**
 * What the sensor itself leaves uncertain and no repetition removes, as standard uncertainties.
 *
 * @param gain relative
 * @param offsetWatts in watts, so that it weighs more at low power
 * @param edges relative, from finding the edges of the window
 * @param aliasing relative, from a sensor that looks only part of the time
 */
public record TypeB(double gain, double offsetWatts, double edges, double aliasing) {
    private static final double ROOT_3 = Math.sqrt(3);

    /** An NVIDIA GPU as its tools describe it: gain within 5 %, offset within 5 W, evenly spread. */
    public static final TypeB UNCALIBRATED = new TypeB(0.05 / ROOT_3, 5 / ROOT_3, 0, 0);

    /** A sensor held against an external meter. */
    public static final TypeB METERED = new TypeB(0.01, 0, 0, 0);

    /**
     * Edges found to within one poll at either end of the window.
     *
     * @param pollSeconds how often the sensor was read
     * @param windowSeconds how long the window was
     */
    public TypeB withEdges(double pollSeconds, double windowSeconds) {
        return new TypeB(gain, offsetWatts, 2 * pollSeconds / windowSeconds / ROOT_3, aliasing);
    }

    public TypeB withAliasing(double relative) {
        return new TypeB(gain, offsetWatts, edges, relative);
    }

    /** The part that does not cancel between two windows of one card. */
    double ownOfWindow() {
        return Math.hypot(edges, aliasing);
    }

    double combined(double watts) {
        double offset = offsetWatts / watts;
        return Math.sqrt(gain * gain + offset * offset + edges * edges + aliasing * aliasing);
    }
}
