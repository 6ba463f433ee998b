package macjoule.bench.energy.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.core.TypeB;
import macjoule.bench.energy.core.Uncertainty;
import macjoule.bench.energy.passport.Coverage;
import macjoule.bench.energy.passport.MeterFit;
import macjoule.bench.energy.passport.SensorPassport;
import macjoule.bench.energy.passport.SourceTraits;
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
        if (readings.counter().wasReset()) {
            return invalid(Energy.Cause.COUNTER_RESET, "the energy counter went back, as after a reload of the driver");
        }
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

    /** A counter that is stuck or absurd gives way to power readings that miss nothing, and the label says so. */
    private Energy counterOrPower(Readings readings) {
        String fault = fault(readings.counter());
        if (fault == null) {
            return ofCounter(readings.counter(), labels());
        }
        SourceTraits standIn = sensors.traits(sensors.powerSource());
        if (sensors.power() == null) {
            return invalid(Energy.Cause.IMPLAUSIBLE, fault);
        }
        if (standIn != null && standIn.coverage() == Coverage.PART) {
            return invalid(
                    Energy.Cause.IMPLAUSIBLE, fault + ", and the power readings beside it look only part of the time");
        }
        List<String> labels = labels();
        labels.add(fault);
        return ofPower(readings.power(), labels);
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
        String fault = fault(counter);
        if (fault != null) {
            return invalid(Energy.Cause.IMPLAUSIBLE, fault);
        }
        if (counter.longestUnchangedUpdates() > LONGEST_STILL_UPDATES) {
            return invalid(Energy.Cause.GAP, "the energy counter paused");
        }
        if (counter.unreadShare() > MOST_MISSED) {
            return unread(counter.unreadShare());
        }
        if (counter.edges() < 2 || counter.seconds() <= 0) {
            return invalid(Energy.Cause.TOO_SHORT, "the energy counter moved fewer than two times");
        }
        TypeB typeB = typeB(Source.COUNTER).withEdges(counter.edgeSeconds(), counter.seconds());
        return measured(counter.joules(), counter.seconds(), typeB, Source.COUNTER, labels);
    }

    private Energy ofPower(PowerTrack power, List<String> labels) {
        if (power.missedShare() > MOST_MISSED) {
            return unread(power.missedShare());
        }
        if (power.updatesCovered() < FEWEST_UPDATES) {
            return invalid(Energy.Cause.TOO_SHORT, "too few power readings after the sensor settled");
        }
        if (looksBackLong() && power.seconds() < AVERAGE_SECONDS) {
            return invalid(
                    Energy.Cause.TOO_SHORT, "a reading that looks back long needs windows of 10 s beyond settling");
        }
        TypeB typeB = typeB(sensors.powerSource()).withEdges(power.pollSeconds(), power.seconds());
        return ofPower(power.joules(), power.seconds(), power.missedShare(), typeB, labels);
    }

    /** By what the passport found; without one, by what the card's maker says of the source. */
    private boolean looksBackLong() {
        SourceTraits traits = sensors.traits(sensors.powerSource());
        if (traits == null || traits.coverage() == Coverage.UNKNOWN) {
            return sensors.powerSource() == Source.AVERAGE;
        }
        return traits.coverage() == Coverage.AVERAGED || traits.coverage() == Coverage.LAGGING;
    }

    /** By blocks at spread phases of a sensor that looks only part of the time. */
    Energy of(StratifiedBlocks.Result blocks) {
        if (!blocks.isKnown()) {
            return invalid(Energy.Cause.NOT_STEADY, "the power reading does not move though work begins");
        }
        double joules = blocks.watts() * blocks.seconds();
        TypeB typeB = typeB(sensors.powerSource()).withAliasing(blocks.aliasing());
        return ofPower(joules, blocks.seconds(), blocks.missed(), typeB, labels());
    }

    private Energy ofPower(double joules, double seconds, double missed, TypeB typeB, List<String> labels) {
        if (missed > MOST_MISSED) {
            return unread(missed);
        }
        if (!isPlausible(joules / seconds)) {
            return invalid(
                    Energy.Cause.IMPLAUSIBLE,
                    String.format(Locale.ROOT, "the power reading of %.1f W is out of bounds", joules / seconds));
        }
        if (missed > 0) {
            labels.add(String.format(Locale.ROOT, "gap=%.1f%%", 100 * missed));
        }
        return measured(joules, seconds, typeB, sensors.powerSource(), labels);
    }

    private static Energy unread(double share) {
        return invalid(Energy.Cause.GAP, String.format(Locale.ROOT, "%.1f%% of the window went unread", 100 * share));
    }

    /** A source that was held against a meter shares only the meter's uncertainty. */
    private TypeB typeB(Source source) {
        return sensors.meter(source) == null ? TypeB.UNCALIBRATED : TypeB.METERED;
    }

    private Energy measured(double joules, double seconds, TypeB typeB, Source source, List<String> labels) {
        MeterFit meter = sensors.meter(source);
        double watts = meter == null ? joules / seconds : meter.corrected(joules / seconds);
        if (!(watts > 0)) {
            return invalid(Energy.Cause.IMPLAUSIBLE, "below what the external meter saw at no power");
        }
        if (meter != null) {
            labels.add("metered");
        }
        Uncertainty uncertainty = Uncertainty.ofWindow(typeB, watts);
        return new Energy.Measured(
                watts * seconds, seconds, uncertainty, source, sensors.key().scope(), provenance, labels);
    }

    private List<String> labels() {
        List<String> labels = new ArrayList<>();
        SensorPassport passport = sensors.passport();
        if (passport == null) {
            labels.add("uncharacterised");
        } else if (passport.isShort()) {
            labels.add("shortPassport");
        }
        if (passport != null && passport.disagree()) {
            labels.add("sourcesDisagree");
        }
        if (sensors.choice() != null && sensors.choice().stratify()) {
            labels.add("partTimeSensor");
        }
        labels.addAll(conditions);
        return labels;
    }

    private static Energy invalid(Energy.Cause cause, String reason) {
        return new Energy.Invalid(cause, reason);
    }
}
