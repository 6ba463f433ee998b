package macjoule.bench.energy;

import java.util.Optional;
import macjoule.bench.energy.passport.SensorPassport;
import macjoule.bench.energy.passport.SourceChoice;
import org.jspecify.annotations.Nullable;

/** How often a GPU's sensor is read: to find edges, and not so often that reading it takes more than a third of the time. */
public final class PollPeriod {
    private static final double USUAL_SECONDS = 0.002;
    private static final double READS = 3;

    private PollPeriod() {}

    /** Follows from what reading the sources costs that the passport says to use, or any source where it says nothing. */
    public static double seconds(@Nullable SensorPassport passport) {
        return passport == null ? USUAL_SECONDS : Math.max(USUAL_SECONDS, READS * slowestRead(passport));
    }

    private static double slowestRead(SensorPassport passport) {
        Optional<SourceChoice> choice = SourceChoice.of(passport);
        return passport.sources().stream()
                .filter(traits -> choice.isEmpty() || choice.get().uses(traits.source()))
                .mapToDouble(traits -> traits.readP99() == null ? 0 : traits.readP99())
                .max()
                .orElse(0);
    }
}
