package macjoule.calibration.traffic;

/**
 * One prediction beside its reference.
 *
 * @param layer the case
 * @param type of the layer, see {@link LayerType}
 * @param cause what of the model makes the difference, as far as a correction of it shows
 */
public record Miss(
        String layer, String type, String engine, Level level, double predicted, double reference, String cause) {

    /** 1 is exact. */
    public double ratio() {
        return predicted / reference;
    }

    /** The same for twice and for half. */
    public double error() {
        return Math.abs(Math.log(ratio()));
    }
}
