package macjoule.bench.energy.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.core.PowerLoad;
import macjoule.bench.energy.fake.FaultScript.Kind;
import macjoule.bench.energy.nvml.EventReason;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.SampleBuffer;
import org.jspecify.annotations.Nullable;

/** A simulated GPU itself: its true power, its sensors and what is wrong with it. Its load is set from outside. */
public final class SimulatedBoard implements PowerLoad {
    private static final double AMBIENT_CELSIUS = 30;
    private static final double CELSIUS_PER_WATT = 0.12;
    private static final SensorScript HEAT_SINK = SensorScript.lagging(100, 20_000);

    private final GpuScript script;
    private final NanoClock clock;
    private final long origin;
    private final PowerTruth truth;
    private final SimulatedSensor counter;
    private final SimulatedSensor heat;
    private final List<String> clockCommands = new ArrayList<>();
    private final SimulatedSamples samples;
    private final List<FaultScript> faults;
    private double lastRestart = Double.NEGATIVE_INFINITY;
    private int generation;

    final SimulatedSensor instant;
    final SimulatedSensor average;
    final SimulatedSensor usage;

    SimulatedBoard(GpuScript script, NanoClock clock) {
        this.script = script;
        this.clock = clock;
        this.origin = clock.nanos();
        this.truth = new PowerTruth(script.idleWatts);
        this.instant = new SimulatedSensor(script.instant, truth, script.seed);
        this.average = new SimulatedSensor(script.average, truth, script.seed + 1);
        this.usage = new SimulatedSensor(script.usage, truth, script.seed + 2);
        this.counter = new SimulatedSensor(script.counter, truth, script.seed + 3);
        this.samples = new SimulatedSamples(script.samples, truth);
        this.heat = new SimulatedSensor(HEAT_SINK, truth, 0);
        this.faults = script.faults.stream()
                .filter(fault -> fault.onceFile() == null || !Files.exists(Path.of(fault.onceFile())))
                .toList();
    }

    @Override
    public void set(double level) {
        truth.flat(now(), script.idleWatts + level * (script.loadWatts - script.idleWatts));
    }

    /** Operations begin now, or they have ended. */
    public void work(boolean working) {
        OperationScript operation = script.operation;
        if (working && operation != null) {
            truth.square(
                    now(), operation.lowWatts(), operation.highWatts(), operation.periodMs() / 1e3, operation.duty());
        } else {
            set(working ? 1 : 0);
        }
    }

    /** What the GPU has truly used since the simulation began. */
    public double trueJoules() {
        return truth.energyUntil(now());
    }

    /** The clock commands that were obeyed, in order. */
    public List<String> clockCommands() {
        return List.copyOf(clockCommands);
    }

    GpuScript script() {
        return script;
    }

    int generation() {
        return generation;
    }

    void restarted() {
        generation++;
        lastRestart = now();
    }

    /** Every call takes its time and may be refused. */
    NvmlCode called(int handleGeneration) {
        if (script.readMicros > 0) {
            clock.pause(Math.round(script.readMicros * 1e3));
        }
        if (handleGeneration != generation) {
            return NvmlCode.UNINITIALIZED;
        }
        return refusal(Kind.REFUSE_ALL);
    }

    NvmlCode refusal(Kind kind) {
        // Without a fault nothing is allocated, so that what a sampler costs can be told.
        if (faults.isEmpty()) {
            return NvmlCode.SUCCESS;
        }
        return active(kind).findFirst().map(fault -> NvmlCode.of(fault.code())).orElse(NvmlCode.SUCCESS);
    }

    Stream<FaultScript> active(Kind kind) {
        if (faults.isEmpty()) {
            return Stream.empty();
        }
        double now = now();
        return faults.stream().filter(fault -> fault.kind() == kind && fault.isActive(now, lastRestart));
    }

    long milliwatts(SimulatedSensor sensor) {
        return sensor.code() != 0 ? NvmlCode.of(sensor.code()).asReading() : Math.round(sensor.wattsAt(now()) * 1e3);
    }

    void read(SampleBuffer into, long afterMicros) {
        samples.read(into, afterMicros, now());
    }

    long counterMillijoules() {
        NvmlCode refusal = counter.code() != 0 ? NvmlCode.of(counter.code()) : refusal(Kind.REFUSE_COUNTER);
        if (refusal != NvmlCode.SUCCESS) {
            return refusal.asReading();
        }
        double now = now();
        if (faults.isEmpty()) {
            return Math.max(0, Math.round(counterJoules(now) * 1e3));
        }
        double seen = active(Kind.FREEZE_COUNTER)
                .findFirst()
                .map(FaultScript::atSeconds)
                .orElse(now);
        double joules = counterJoules(seen);
        for (FaultScript reset : active(Kind.RESET_COUNTER).toList()) {
            joules -= truth.energyUntil(reset.atSeconds());
        }
        for (FaultScript scale : active(Kind.SCALE_COUNTER).toList()) {
            joules += (scale.value() - 1) * truth.meanWatts(scale.atSeconds(), now + 1e-9) * (now - scale.atSeconds());
        }
        return Math.max(0, Math.round(joules * 1e3));
    }

    private double counterJoules(double second) {
        return script.counterFromSamples ? counter.sampledJoulesAt(second) : counter.fullJoulesAt(second);
    }

    long temperature() {
        double extra = active(Kind.HEAT).mapToDouble(FaultScript::value).sum();
        return Math.round(AMBIENT_CELSIUS + CELSIUS_PER_WATT * heat.wattsAt(now()) + extra);
    }

    long eventReasons() {
        return faults.isEmpty()
                ? 0
                : active(Kind.THROTTLE).mapToLong(fault -> (long) fault.value()).reduce(0, (a, b) -> a | b);
    }

    /** A throttled GPU runs at two thirds of its clock. */
    long smClock(long megahertz) {
        return eventReasons() == 0 ? megahertz : megahertz * 2 / 3;
    }

    /** For how long a reason has applied since the beginning. */
    long throttledNanos(EventReason reason) {
        double now = now();
        double seconds = 0;
        for (FaultScript fault : faults) {
            if (fault.kind() == Kind.THROTTLE && reason.isIn((long) fault.value()) && now > fault.atSeconds()) {
                seconds += Math.min(now, end(fault)) - fault.atSeconds();
                keep(fault.onceFile(), "struck");
            }
        }
        return Math.round(seconds * 1e9);
    }

    private static double end(FaultScript fault) {
        return fault.untilSeconds() == null ? Double.POSITIVE_INFINITY : fault.untilSeconds();
    }

    NvmlCode setLock(int handleGeneration, String command) {
        NvmlCode refusal = called(handleGeneration);
        if (refusal == NvmlCode.SUCCESS) {
            refusal = refusal(Kind.REFUSE_CLOCKS);
        }
        if (refusal == NvmlCode.SUCCESS) {
            clockCommands.add(command);
            keep(script.clockFile, command);
        }
        return refusal;
    }

    private static void keep(@Nullable String file, String state) {
        if (file != null) {
            try {
                Files.writeString(Path.of(file), state);
            } catch (IOException e) {
                throw new UncheckedIOException("the state of a simulated GPU cannot be kept", e);
            }
        }
    }

    private double now() {
        return (clock.nanos() - origin) / 1e9;
    }
}
