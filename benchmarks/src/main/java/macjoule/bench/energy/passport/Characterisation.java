package macjoule.bench.energy.passport;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.core.PowerLoad;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.nvml.Gauge;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.NvmlDevice;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a card's sensors are like, in six to eight minutes of playing load against them. Nothing is taken from
 * the card's name or architecture, since cards of one family were seen to differ.
 */
public final class Characterisation {
    private static final List<Source> SOURCES = List.of(Source.COUNTER, Source.INSTANT, Source.AVERAGE, Source.USAGE);
    private static final double[] BEATS = {1 / 2.0, 2 / 3.0, 3 / 4.0, 4 / 5.0, 6 / 5.0, 5 / 4.0, 4 / 3.0};

    private final Nvml nvml;
    private final NvmlDevice device;
    private final SensorKey key;
    private final Map<Source, Gauge> gauges = new EnumMap<>(Source.class);
    private final Map<Source, NvmlCode> refusals = new EnumMap<>(Source.class);
    private final Map<Source, ReadCost> costs = new EnumMap<>(Source.class);
    private final Map<Source, UpdatePeriod> updates = new EnumMap<>(Source.class);
    private final Stage stage;
    private final Pace pace;
    private @Nullable SampleTraits samples;

    private Characterisation(Nvml nvml, NvmlDevice device, PowerLoad load, NanoClock clock, Pace pace) {
        this.pace = pace;
        this.nvml = nvml;
        this.device = device;
        this.key = SensorKey.of(nvml, device);
        for (Source source : SOURCES) {
            Gauge gauge = Gauge.of(device, source, key.scope());
            long reading = gauge.read();
            refusals.put(source, NvmlCode.ofReading(reading));
            if (reading >= 0) {
                gauges.put(source, gauge);
                costs.put(source, ReadCost.of(gauge, clock));
            }
        }
        this.stage = new Stage(clock, load, gauges, ReadCost.pollNanos(costs.values()));
    }

    /**
     * Characterises one card.
     *
     * @param load work that can hold the card at its power limit and let it idle
     */
    public static SensorPassport run(Nvml nvml, NvmlDevice device, PowerLoad load, NanoClock clock) {
        return run(nvml, device, load, clock, Pace.FULL);
    }

    /** Characterises one card in more or less time. */
    public static SensorPassport run(Nvml nvml, NvmlDevice device, PowerLoad load, NanoClock clock, Pace pace) {
        return new Characterisation(nvml, device, load, clock, pace).run();
    }

    private SensorPassport run() {
        findUpdatePeriods();
        List<Double> steps = new ArrayList<>();
        Map<Source, Recording> stepped = playSteps(steps);
        Map<Source, Recording> beaten = playBeats();
        List<SourceTraits> traits = new ArrayList<>();
        for (Source source : SOURCES) {
            traits.add(traits(source, stepped.get(source), beaten.get(source), steps));
        }
        Agreement agreement = Agreement.of(
                stage, pace.steady(), watts -> samples = SampleTraits.of(device, key.scope(), pace.steady(), watts));
        double swing = gauges.containsKey(Source.COUNTER) ? counterSwing(traits, agreement) : Double.NaN;
        stage.hold(0, 0);
        return new SensorPassport(
                key,
                traits,
                CounterTest.judge(swing),
                known(swing),
                known(agreement.loaded()),
                known(agreement.idle()),
                nvml.provenance(),
                pace.id(),
                null,
                samples);
    }

    /** A load that always moves lets no two readings be equal, which would hide an update. */
    private void findUpdatePeriods() {
        Map<Source, Recording> ramp = stage.watch(pace.ramp(), seconds -> {
            double phase = seconds / 3.7 - Math.floor(seconds / 3.7);
            return 0.2 + 0.8 * Math.rint(64 * Math.abs(1 - 2 * phase)) / 64;
        });
        ramp.forEach((source, recording) -> {
            UpdatePeriod period = UpdatePeriod.of(recording);
            if (period != null) {
                updates.put(source, period);
            }
        });
    }

    /** Steps up and down, at moments that have nothing to do with the sensor's own. */
    private Map<Source, Recording> playSteps(List<Double> steps) {
        Random random = new Random(7);
        Map<Source, Recording> all = stage.watch(pace.hold(), seconds -> 0);
        for (int step = 0; step < pace.steps(); step++) {
            join(all, stage.watch(random.nextDouble() * 0.2, seconds -> 0));
            steps.add(stage.now());
            join(all, stage.watch(pace.hold(), seconds -> 1));
            join(all, stage.watch(pace.hold(), seconds -> 0));
        }
        return all;
    }

    /** Square loads that beat against the update period, so that readings sample every phase of them. */
    private Map<Source, Recording> playBeats() {
        Map<Source, Recording> all = new EnumMap<>(Source.class);
        double update = updates.values().stream()
                .mapToDouble(UpdatePeriod::seconds)
                .max()
                .orElse(0.1);
        for (double beat : BEATS) {
            double period = update * beat;
            join(all, stage.watch(pace.repetitions() * period, seconds -> {
                double phase = seconds / period - Math.floor(seconds / period);
                return phase < 0.5 ? 1 : 0;
            }));
        }
        return all;
    }

    private static void join(Map<Source, Recording> all, Map<Source, Recording> next) {
        next.forEach((source, recording) -> all.merge(source, recording, Recording::followedBy));
    }

    private SourceTraits traits(
            Source source, @Nullable Recording stepped, @Nullable Recording beaten, List<Double> steps) {
        ReadCost cost = costs.get(source);
        if (cost == null || stepped == null || beaten == null) {
            NvmlCode refusal = refusals.getOrDefault(source, NvmlCode.SUCCESS);
            // It answered first and then no more.
            NvmlCode code = refusal == NvmlCode.SUCCESS ? NvmlCode.NO_DATA : refusal;
            return SourceTraits.absent(source, code.number());
        }
        UpdatePeriod period = updates.get(source);
        if (source == Source.COUNTER || period == null) {
            return new SourceTraits(
                    source,
                    0,
                    cost.median(),
                    cost.p99(),
                    period == null ? null : period.seconds(),
                    period == null ? null : period.spread(),
                    null,
                    null,
                    null,
                    null,
                    Coverage.UNKNOWN);
        }
        StepResponse response = StepResponse.of(stepped, steps, pace.hold());
        WindowFit fit = WindowFit.of(stepped.followedBy(beaten), stage.log(), period.seconds());
        return new SourceTraits(
                source,
                0,
                cost.median(),
                cost.p99(),
                period.seconds(),
                period.spread(),
                fit == null ? null : fit.window(),
                fit == null ? null : fit.delay(),
                response == null ? null : response.rise(),
                response == null ? null : response.settle(),
                coverage(fit, period));
    }

    private static Coverage coverage(@Nullable WindowFit fit, UpdatePeriod period) {
        if (fit == null) {
            return Coverage.UNKNOWN;
        }
        return fit.lagging() ? Coverage.LAGGING : Coverage.of(fit.window(), period.seconds());
    }

    /** The sampling that a counter would be made from, if it is, is the instantaneous sensor's. */
    private double counterSwing(List<SourceTraits> traits, Agreement agreement) {
        UpdatePeriod own = updates.get(Source.COUNTER);
        SourceTraits sampler = traits.stream()
                .filter(t -> t.coverage() == Coverage.PART && t.update() != null && t.window() != null)
                .findFirst()
                .orElse(null);
        if (own == null || Double.isNaN(agreement.counterLoadWatts())) {
            return Double.NaN;
        }
        double beat = sampler == null || sampler.update() == null ? own.seconds() : sampler.update();
        double window = sampler == null || sampler.window() == null ? beat / 4 : sampler.window();
        return new CounterTest(stage, beat, window / beat, pace.counterUpdates())
                .swing(agreement.counterIdleWatts(), agreement.counterLoadWatts());
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
