package macjoule.bench.energy.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.core.TypeB;
import macjoule.bench.energy.core.Uncertainty;
import macjoule.bench.energy.passport.MeterFit;
import org.jspecify.annotations.Nullable;

/** Makes a figure of readings, or says why there is none. */
final class Verdict {
    /** Below so many updates of the sensor there is no figure. */
    static final double FEWEST_UPDATES = 5;

    private static final double LONGEST_STILL_UPDATES = 3;
    private static final double STUCK_UPDATES = 10;
    private static final double PLAUSIBLE_OVER_LIMIT = 1.5;
    private static final double MOST_MISSED = 0.05;
    private static final double AVERAGE_SECONDS = 10;

    private final Sensors sensors;
    private final Provenance provenance;
    private final List<String> conditions;

    Verdict(Sensors sensors, Provenance provenance, Conditions conditions) {
        this.sensors = sensors;
        this.provenance = provenance;
        this.conditions = conditions.labels();
    }

    /** By the source that the passport says to use, or the best there is. */
    Energy of(Readings readings) {
        return sensors.counterLeads() ? counterOrPower(readings) : ofPower(readings.power(), labels());
    }

    /** By the source to be published beside the other one, where it is not settled which is right. */
    @Nullable
    Energy beside(Readings readings) {
        Source source = sensors.choice() == null ? null : sensors.choice().beside();
        if (source == null) {
            return null;
        }
        return source == Source.COUNTER ? ofCounter(readings.counter(), labels()) : ofPower(readings.power(), labels());
    }

    /** A counter that is stuck or absurd gives way to power readings, and the label says so. */
    private Energy counterOrPower(Readings readings) {
        CounterTrack counter = readings.counter();
        if (counter.wasReset()) {
            return invalid(Energy.Cause.COUNTER_RESET, "the energy counter went back, as after a reload of the driver");
        }
        List<String> labels = labels();
        String fault = fault(counter);
        if (fault == null) {
            return ofCounter(counter, labels);
        }
        labels.add(fault);
        return sensors.power() != null ? ofPower(readings.power(), labels) : invalid(Energy.Cause.IMPLAUSIBLE, fault);
    }

    private @Nullable String fault(CounterTrack counter) {
        if (counter.longestUnchangedUpdates() > STUCK_UPDATES) {
            return "counterStuck";
        }
        boolean judged = counter.edges() >= 2;
        return judged && !isPlausible(counter.joules() / counter.seconds()) ? "counterImplausible" : null;
    }

    private boolean isPlausible(double watts) {
        Double limit = sensors.key().powerLimitWatts();
        return watts > 0 && (limit == null || watts <= PLAUSIBLE_OVER_LIMIT * limit);
    }

    private Energy ofCounter(CounterTrack counter, List<String> labels) {
        if (counter.longestUnchangedUpdates() > LONGEST_STILL_UPDATES) {
            return invalid(Energy.Cause.GAP, "the energy counter paused");
        }
        if (counter.edges() < 2 || counter.seconds() <= 0) {
            return invalid(Energy.Cause.TOO_SHORT, "the energy counter moved fewer than two times");
        }
        TypeB typeB = typeB().withEdges(counter.edgeSeconds(), counter.seconds());
        return measured(counter.joules(), counter.seconds(), typeB, Source.COUNTER, labels);
    }

    private Energy ofPower(PowerTrack power, List<String> labels) {
        boolean averaged = sensors.powerSource() == Source.AVERAGE;
        if (power.missedShare() <= MOST_MISSED
                && (power.updatesCovered() < FEWEST_UPDATES || (averaged && power.seconds() < AVERAGE_SECONDS))) {
            return invalid(Energy.Cause.TOO_SHORT, "too few power readings after the sensor settled");
        }
        return ofPower(power.joules(), power.seconds(), power.missedShare(), typeB(), labels);
    }

    /** By blocks at spread phases of a sensor that looks only part of the time. */
    Energy of(StratifiedBlocks.Result blocks) {
        if (!blocks.isKnown()) {
            return invalid(Energy.Cause.NOT_STEADY, "the power reading does not move though work begins");
        }
        double joules = blocks.watts() * blocks.seconds();
        return ofPower(joules, blocks.seconds(), blocks.missed(), typeB().withAliasing(blocks.aliasing()), labels());
    }

    private Energy ofPower(double joules, double seconds, double missed, TypeB typeB, List<String> labels) {
        if (missed > MOST_MISSED) {
            return invalid(
                    Energy.Cause.GAP, String.format(Locale.ROOT, "%.1f%% of the window went unread", 100 * missed));
        }
        return isPlausible(joules / seconds)
                ? measured(joules, seconds, typeB, sensors.powerSource(), labels)
                : invalid(Energy.Cause.IMPLAUSIBLE, "the power reading is far above the limit");
    }

    /** A card that was held against a meter shares only the meter's uncertainty. */
    private TypeB typeB() {
        return meter() == null ? TypeB.UNCALIBRATED : TypeB.METERED;
    }

    private @Nullable MeterFit meter() {
        return sensors.passport() == null ? null : sensors.passport().meter();
    }

    private Energy measured(double joules, double seconds, TypeB typeB, Source source, List<String> labels) {
        MeterFit meter = meter();
        double watts = meter == null ? joules / seconds : meter.corrected(joules / seconds);
        Uncertainty uncertainty = Uncertainty.ofWindow(typeB, watts);
        return new Energy.Measured(
                watts * seconds, seconds, uncertainty, source, sensors.key().scope(), provenance, labels);
    }

    private List<String> labels() {
        List<String> labels = new ArrayList<>();
        if (sensors.passport() == null) {
            labels.add("uncharacterised");
        } else if (sensors.passport().disagree()) {
            labels.add("sourcesDisagree");
        }
        if (sensors.choice() != null && sensors.choice().stratify()) {
            labels.add("partTimeSensor");
        }
        if (meter() != null) {
            labels.add("metered");
        }
        labels.addAll(conditions);
        return labels;
    }

    private static Energy invalid(Energy.Cause cause, String reason) {
        return new Energy.Invalid(cause, reason);
    }
}
