package macjoule.calibration.alpha;

import java.util.List;
import macjoule.calibration.stats.Interval;
import macjoule.model.BadInputException;

/**
 * Alpha as a profile keeps it.
 *
 * @param reason why it is identifiable or not
 * @param n the number of networks
 * @param convention by which MACs were counted
 * @param energy gross or net
 * @param scale MACs per joule for a unit of DI
 * @param origin whether the efficiencies were measured, simulated, replayed, published or given
 * @param sources the runs or files they come from
 */
public record AlphaEstimate(
        double value,
        Interval ci95,
        boolean identifiable,
        String reason,
        int n,
        String convention,
        String energy,
        Scale scale,
        String origin,
        List<String> sources) {
    public AlphaEstimate {
        if (!(value >= 0 && value <= 1)) {
            throw new BadInputException("an alpha of " + value, "alpha", "give a number from 0 to 1");
        }
        if (ci95 == null
                || reason == null
                || convention == null
                || energy == null
                || scale == null
                || origin == null
                || sources == null) {
            throw new BadInputException(
                    "an alpha without interval, reason, convention, energy, scale, origin or sources",
                    "alpha",
                    "calibrate it again");
        }
        sources = List.copyOf(sources);
    }

    public static AlphaEstimate of(AlphaReport report, String origin, List<String> sources) {
        return new AlphaEstimate(
                report.fit().alpha(),
                report.uncertainty().ci95(),
                report.identifiability().identifiable(),
                report.identifiability().reason(),
                report.fit().n(),
                report.set().convention().id(),
                report.set().basis().id(),
                report.fit().scale(),
                origin,
                sources);
    }
}
