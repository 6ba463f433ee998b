package macjoule.bench.energy.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.core.TypeB;
import macjoule.bench.energy.core.Uncertainty;
import macjoule.bench.energy.nvml.ErrorWatch;
import macjoule.bench.energy.nvml.Gauge;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.Quantity;
import macjoule.bench.energy.passport.MeterFit;
import macjoule.bench.energy.passport.SourceTraits;
import org.jspecify.annotations.Nullable;

/** One window of one GPU while it lasts, and the verdict on it. */
final class Window {
    private static final double DEFAULT_UPDATE = 0.1;
    private static final double DEFAULT_SETTLE = 1.1;
    private static final double LONGEST_STILL_UPDATES = 3;
    private static final double STUCK_UPDATES = 10;
    private static final double PLAUSIBLE_OVER_LIMIT = 1.5;
    private static final double MOST_MISSED = 0.05;
    private static final double FEWEST_UPDATES = 5;
    private static final long MOST_CELSIUS = 1;
    private static final double AVERAGE_SECONDS = 10;
    private static final long THROTTLE_PERIOD_NANOS = 20_000_000;

    private final Sensors sensors;
    private final Neighbours neighbours;
    private final Provenance provenance;
    private final NanoClock clock;
    private final CounterTrack counter;
    private final PowerTrack power;
    private final ThrottleTrack throttle;
    private final long beginNanos;
    private final long celsiusBefore;
    private final int[] strangersBefore;
    private NvmlCode failure = NvmlCode.SUCCESS;
    private long powerNanos;
    private long throttleNanos;

    Window(Sensors sensors, Neighbours neighbours, Provenance provenance, NanoClock clock) {
        this.sensors = sensors;
        this.neighbours = neighbours;
        this.provenance = provenance;
        this.clock = clock;
        counter = new CounterTrack(update(sensors.traits(Source.COUNTER)));
        SourceTraits traits = sensors.traits(sensors.powerSource());
        power = new PowerTrack(update(traits), traits == null ? DEFAULT_SETTLE : traits.untilSettled());
        throttle = new ThrottleTrack(sensors.device(), sensors.fieldScope());
        strangersBefore = strangers();
        celsiusBefore = sensors.device().read(Quantity.TEMPERATURE);
        forget(sensors.errors());
        throttle.begin();
        beginNanos = clock.nanos();
        powerNanos = beginNanos;
        throttleNanos = beginNanos;
        counter.begin();
        power.begin(beginNanos);
    }

    private static double update(@Nullable SourceTraits traits) {
        return traits == null ? DEFAULT_UPDATE : traits.updateOrSlowest();
    }

    /** The code that the device failed with, or success. */
    NvmlCode failure() {
        return failure;
    }

    void poll() {
        if (failure != NvmlCode.SUCCESS) {
            return;
        }
        Gauge energyGauge = sensors.counter();
        if (energyGauge != null) {
            long before = clock.nanos();
            long millijoules = energyGauge.read();
            if (usable(millijoules)) {
                counter.take(millijoules, before + (clock.nanos() - before) / 2);
            }
        }
        pollPower();
        if (clock.nanos() - throttleNanos >= THROTTLE_PERIOD_NANOS) {
            throttleNanos = clock.nanos();
            throttle.poll();
        }
    }

    /** Beside a counter, power is only a stand-in, and is read no more often than it needs to be. */
    private void pollPower() {
        Gauge gauge = sensors.power();
        if (gauge == null || (sensors.counter() != null && clock.nanos() - powerNanos < power.updateNanos() / 4)) {
            return;
        }
        powerNanos = clock.nanos();
        long milliwatts = gauge.read();
        if (usable(milliwatts)) {
            power.take(milliwatts, clock.nanos());
        }
    }

    /** A source that drops out alone is left to the other one; a device that drops out ends the window. */
    private boolean usable(long reading) {
        if (reading >= 0) {
            return true;
        }
        NvmlCode code = NvmlCode.ofReading(reading);
        if (code != NvmlCode.NOT_SUPPORTED && code != NvmlCode.NO_DATA) {
            failure = code;
        }
        return false;
    }

    WindowReport end() {
        double seconds = (clock.nanos() - beginNanos) / 1e9;
        Throttle held = throttle.end(seconds);
        String error = error();
        long celsiusAfter = sensors.device().read(Quantity.TEMPERATURE);
        usable(celsiusAfter);
        if (error != null) {
            return new WindowReport(
                    invalid(Energy.Cause.DEVICE_FAILED, error), null, 0, held, celsiusBefore, celsiusAfter);
        }
        Energy energy = judge(held, celsiusAfter);
        Energy beside = null;
        if (sensors.choice() != null && sensors.choice().beside() != null && energy instanceof Energy.Measured) {
            beside = sensors.choice().beside() == Source.COUNTER
                    ? ofCounter(labels(held, celsiusAfter))
                    : ofPower(labels(held, celsiusAfter));
        }
        return new WindowReport(energy, beside, counter.edges(), held, celsiusBefore, celsiusAfter);
    }

    /** What the driver reported during the window. */
    private @Nullable String error() {
        ErrorWatch errors = sensors.errors();
        long xid = errors == null ? 0 : errors.next();
        if (xid == ErrorWatch.OFF_THE_BUS) {
            failure = NvmlCode.GPU_IS_LOST;
        }
        return xid > 0 ? "the driver reported Xid " + xid + ", see its log" : null;
    }

    /** What came before this window is not its fault, unless the GPU has been gone ever since. */
    private void forget(@Nullable ErrorWatch errors) {
        if (errors == null) {
            return;
        }
        for (long xid = errors.next(); xid > 0; xid = errors.next()) {
            if (xid == ErrorWatch.OFF_THE_BUS) {
                failure = NvmlCode.GPU_IS_LOST;
                return;
            }
        }
    }

    private Energy judge(Throttle held, long celsiusAfter) {
        int[] strangers = strangersBefore.length > 0 ? strangersBefore : strangers();
        if (strangers.length > 0) {
            return invalid(
                    Energy.Cause.CONTAMINATED, "others compute on this GPU: processes " + Arrays.toString(strangers));
        }
        if (held.spoils()) {
            return invalid(
                    Energy.Cause.THROTTLED,
                    "heat or a power brake held the clock back, from " + celsiusBefore + " to " + celsiusAfter + " °C");
        }
        return sensors.counter() != null
                ? counterOrPower(labels(held, celsiusAfter))
                : ofPower(labels(held, celsiusAfter));
    }

    /** A counter that is stuck or absurd gives way to power readings, and the label says so. */
    private Energy counterOrPower(List<String> labels) {
        if (counter.wasReset()) {
            return invalid(Energy.Cause.COUNTER_RESET, "the energy counter went back, as after a reload of the driver");
        }
        String fault = counterFault();
        if (fault != null) {
            labels.add(fault);
            return sensors.power() != null ? ofPower(labels) : invalid(Energy.Cause.IMPLAUSIBLE, fault);
        }
        return ofCounter(labels);
    }

    private @Nullable String counterFault() {
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

    private Energy ofCounter(List<String> labels) {
        if (counter.longestUnchangedUpdates() > LONGEST_STILL_UPDATES) {
            return invalid(Energy.Cause.GAP, "the energy counter paused");
        }
        if (counter.edges() < 2 || counter.seconds() <= 0) {
            return invalid(Energy.Cause.TOO_SHORT, "the energy counter moved fewer than two times");
        }
        TypeB typeB = typeB().withEdges(counter.edgeSeconds(), counter.seconds());
        return measured(counter.joules(), counter.seconds(), typeB, Source.COUNTER, labels);
    }

    private Energy ofPower(List<String> labels) {
        if (power.missedShare() > MOST_MISSED) {
            return invalid(Energy.Cause.GAP, percent(power.missedShare()) + " of the window went unread");
        }
        boolean averaged = sensors.powerSource() == Source.AVERAGE;
        if (power.updatesCovered() < FEWEST_UPDATES || (averaged && power.seconds() < AVERAGE_SECONDS)) {
            return invalid(Energy.Cause.TOO_SHORT, "too few power readings after the sensor settled");
        }
        if (!isPlausible(power.joules() / power.seconds())) {
            return invalid(Energy.Cause.IMPLAUSIBLE, "the power reading is far above the limit");
        }
        return measured(power.joules(), power.seconds(), typeB(), sensors.powerSource(), labels);
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

    private List<String> labels(Throttle held, long celsiusAfter) {
        List<String> labels = new ArrayList<>();
        if (sensors.passport() == null) {
            labels.add("uncharacterised");
        } else if (sensors.passport().disagree()) {
            labels.add("sourcesDisagree");
        }
        if (sensors.choice() != null && sensors.choice().stratify()) {
            labels.add("partTimeSensor");
        }
        if (celsiusBefore >= 0 && celsiusAfter >= 0 && Math.abs(celsiusAfter - celsiusBefore) > MOST_CELSIUS) {
            labels.add("temperatureMoved=" + (celsiusAfter - celsiusBefore) + "C");
        }
        if (meter() != null) {
            labels.add("metered");
        }
        if (held.isPowerCapped()) {
            labels.add("powerCapped=" + percent(held.powerCap()));
        }
        return labels;
    }

    private int[] strangers() {
        return sensors.device()
                .computeProcesses()
                .value()
                .map(neighbours::strangers)
                .orElse(new int[0]);
    }

    private static Energy invalid(Energy.Cause cause, String reason) {
        return new Energy.Invalid(cause, reason);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }
}
