package macjoule.calibration.report.sections;

import java.util.Optional;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.record.PlannedCase.Kind;
import macjoule.calibration.report.Amount;
import macjoule.model.net.Shape;
import macjoule.model.zoo.Zoo;
import macjoule.model.zoo.ZooEntry;

/** What can be told of a measured case: times with two standard deviations to either side, energies with their own interval. */
final class Measures {
    private static final double GIGA = 1e9;
    private static final double MICRO = 1e-6;
    private static final double REACH = 2;

    private Measures() {}

    /** In 10⁹ MACs per second. */
    static Amount speed(Lane lane, PlannedCase planned, CaseResult result) {
        Double seconds = result.secondsPerOp();
        return seconds == null
                ? Lane.unavailable(result.reason())
                : inverse(planned.macsConvFc() / seconds / GIGA, result.spread() == null ? 0 : REACH * result.spread());
    }

    /** In 10⁹ MACs per joule. */
    static Amount efficiency(Lane lane, PlannedCase planned, CaseResult result) {
        Double joules = result.joulesPerOp();
        return joules == null
                ? Lane.unavailable(result.joulesReason())
                : inverse(planned.macsConvFc() / joules / GIGA, absolute(result));
    }

    /** In microjoules for each pixel of one image. */
    static Amount energyPerPixel(Lane lane, PlannedCase planned, CaseResult result) {
        Double joules = result.joulesPerOp();
        Optional<Shape> image = image(planned);
        if (joules == null || image.isEmpty()) {
            return Lane.unavailable(joules == null ? result.joulesReason() : "its image is not known");
        }
        double pixels =
                (double) planned.batch() * image.get().height() * image.get().width();
        double value = joules / pixels / MICRO;
        double reach = absolute(result);
        return reach == 0 ? Amount.of(value) : Amount.of(value, value * Math.max(0, 1 - reach), value * (1 + reach));
    }

    /** The network that a case runs whole, by its name in the zoo. */
    static Optional<ZooEntry> network(PlannedCase planned) {
        String key = planned.key();
        int end = key.indexOf('/');
        return planned.kind() == Kind.NETWORK ? Zoo.find(end < 0 ? key : key.substring(0, end)) : Optional.empty();
    }

    private static Optional<Shape> image(PlannedCase planned) {
        return network(planned).map(ZooEntry::input);
    }

    /** How far the figure may be off by itself, with the error that a sensor has in every window; 0 if that is not known. */
    private static double absolute(CaseResult result) {
        Double interval = result.joules() == null ? null : result.joules().absolute();
        return interval == null ? 0 : interval;
    }

    /** A value that falls as what was measured, and is off by at most this share of it, grows. */
    private static Amount inverse(double value, double reach) {
        double factor = 1 + reach;
        return reach == 0 ? Amount.of(value) : Amount.of(value, value / factor, value * factor);
    }
}
