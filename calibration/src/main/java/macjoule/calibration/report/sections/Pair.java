package macjoule.calibration.report.sections;

/**
 * A prediction beside what it is to be held against, in the same unit.
 *
 * @param name of the layer
 * @param type of the layer
 */
public record Pair(String name, String type, double predicted, double measured) {

    public Pair {
        if (!(predicted > 0 && measured > 0) || Double.isInfinite(predicted) || Double.isInfinite(measured)) {
            throw new IllegalArgumentException(name + " predicted " + predicted + " and measured " + measured);
        }
    }

    double ratio() {
        return predicted / measured;
    }
}
