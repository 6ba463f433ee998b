package macjoule.bench.energy.core;

/**
 * Half-widths of 95 % intervals, relative to the value.
 *
 * @param comparison for comparing figures of the same card in the same run, where the sensor's gain and offset cancel
 * @param absolute for the figure taken by itself or beside another card's
 * @param lastingComparison of the first, what repeating neither shows nor lessens
 * @param lastingAbsolute of the second, the same
 */
public record Uncertainty(double comparison, double absolute, double lastingComparison, double lastingAbsolute) {
    /** Coverage factor of an expanded uncertainty of about 95 %. */
    private static final double EXPANSION = 2;

    /**
     * Of one window, from the sensor's properties alone. Its edges fall otherwise in each window, so that where windows are repeated
     * their spread shows what edges do.
     */
    public static Uncertainty ofWindow(TypeB typeB, double watts) {
        TypeB lasting = typeB.withEdges(0, 1);
        return new Uncertainty(
                EXPANSION * typeB.ownOfWindow(),
                EXPANSION * typeB.combined(watts),
                EXPANSION * lasting.ownOfWindow(),
                EXPANSION * lasting.combined(watts));
    }
}
