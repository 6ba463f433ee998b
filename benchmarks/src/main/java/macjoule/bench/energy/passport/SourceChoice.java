package macjoule.bench.energy.passport;

import java.util.Optional;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.passport.SensorPassport.CounterCoverage;
import org.jspecify.annotations.Nullable;

/**
 * Which source of a card to measure with.
 *
 * @param stratify whether work in step with the sensor has to be measured in blocks at spread phases
 * @param beside a second source to publish beside it, where it is not settled which one is right
 */
public record SourceChoice(
        Source source, boolean stratify, @Nullable Source beside) {

    /** Whether this source is to be read at all. */
    public boolean uses(Source one) {
        return one == source || one == beside;
    }

    /** Follows from what the sources were found to be like, and never from what they are called. */
    public static Optional<SourceChoice> of(SensorPassport passport) {
        SourceTraits counter = passport.traits(Source.COUNTER);
        if (counter.works() && passport.counterCoverage() == CounterCoverage.FULL) {
            Source beside =
                    passport.disagree() && passport.traits(Source.INSTANT).works() ? Source.INSTANT : null;
            return Optional.of(new SourceChoice(Source.COUNTER, false, beside));
        }
        Source unsettled =
                counter.works() && passport.counterCoverage() == CounterCoverage.UNKNOWN ? Source.COUNTER : null;
        return polled(passport.traits(Source.INSTANT), unsettled)
                .or(() -> polled(passport.traits(Source.AVERAGE), unsettled))
                .or(() -> polled(passport.traits(Source.USAGE), unsettled));
    }

    private static Optional<SourceChoice> polled(SourceTraits traits, @Nullable Source beside) {
        if (!traits.works()) {
            return Optional.empty();
        }
        boolean seesAll = traits.coverage().seesAll() || traits.coverage() == Coverage.LAGGING;
        return Optional.of(new SourceChoice(traits.source(), !seesAll, seesAll ? null : beside));
    }
}
