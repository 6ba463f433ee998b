package macjoule.bench.energy.passport;

import java.util.List;
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

    private static final List<Source> POWER = List.of(Source.INSTANT, Source.AVERAGE, Source.USAGE);

    /** Whether this source is to be read at all. */
    public boolean uses(Source one) {
        return one == source || one == beside;
    }

    /** Follows from what the sources were found to be like, and never from what they are called. */
    public static Optional<SourceChoice> of(SensorPassport passport) {
        boolean counts = passport.traits(Source.COUNTER).moves();
        if (counts && passport.counterCoverage() == CounterCoverage.FULL) {
            return Optional.of(choice(passport, Source.COUNTER, false));
        }
        return POWER.stream()
                .map(passport::traits)
                .filter(SourceTraits::moves)
                .findFirst()
                .map(traits -> choice(passport, traits.source(), !seesAll(traits)));
    }

    private static boolean seesAll(SourceTraits traits) {
        return traits.coverage().seesAll() || traits.coverage() == Coverage.LAGGING;
    }

    private static SourceChoice choice(SensorPassport passport, Source source, boolean stratify) {
        boolean unsettled = passport.disagree() || (stratify && passport.counterCoverage() == CounterCoverage.UNKNOWN);
        Source beside = !unsettled ? null : other(passport, source);
        return new SourceChoice(source, stratify, beside);
    }

    /** The best source of the other kind: a counter beside readings of power, or the other way about. */
    private static @Nullable Source other(SensorPassport passport, Source source) {
        List<Source> others = source == Source.COUNTER ? POWER : List.of(Source.COUNTER);
        return others.stream()
                .filter(one -> passport.traits(one).moves())
                .findFirst()
                .orElse(null);
    }
}
