package macjoule.calibration.alpha;

import macjoule.calibration.stats.Interval;
import macjoule.model.BadInputException;

/**
 * Alpha as a profile keeps it.
 *
 * @param reason why it is identifiable or not
 * @param n the number of networks
 * @param convention by which MACs were counted
 * @param energy gross or net
 */
public record AlphaEstimate(
        double value, Interval ci95, boolean identifiable, String reason, int n, String convention, String energy) {
    public AlphaEstimate {
        if (!(value >= 0 && value <= 1)) {
            throw new BadInputException("an alpha of " + value, "alpha", "give a number from 0 to 1");
        }
        if (ci95 == null || reason == null || convention == null || energy == null) {
            throw new BadInputException(
                    "an alpha without interval, reason, convention or energy", "alpha", "calibrate it again");
        }
    }

    public static AlphaEstimate of(AlphaReport report) {
        return new AlphaEstimate(
                report.fit().alpha(),
                report.uncertainty().ci95(),
                report.identifiability().identifiable(),
                report.identifiability().reason(),
                report.fit().n(),
                report.set().convention().id(),
                report.set().basis().id());
    }
}
