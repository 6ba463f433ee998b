package macjoule.bench.energy.window;

import java.util.Optional;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.Scope;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.nvml.Answer;
import macjoule.bench.energy.nvml.DeviceFinder;
import macjoule.bench.energy.nvml.DeviceText;
import macjoule.bench.energy.nvml.ErrorWatch;
import macjoule.bench.energy.nvml.FieldBuffer;
import macjoule.bench.energy.nvml.Gauge;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.energy.nvml.Quantity;
import macjoule.bench.energy.passport.MeterFit;
import macjoule.bench.energy.passport.PassportStore;
import macjoule.bench.energy.passport.SensorKey;
import macjoule.bench.energy.passport.SensorPassport;
import macjoule.bench.energy.passport.SourceChoice;
import macjoule.bench.energy.passport.SourceTraits;
import org.jspecify.annotations.Nullable;

/**
 * The gauges of one GPU that a window is measured with.
 *
 * @param counter the energy counter, if it is to be used, be it only beside the power
 * @param power the best power reading, which also stands in for a counter that fails
 * @param powerSource which reading that is
 * @param choice what the passport says to use, or null without a passport
 * @param errors tells of the errors of the GPU, or null if the driver does not
 */
record Sensors(
        NvmlDevice device,
        SensorKey key,
        @Nullable Gauge counter,
        @Nullable Gauge power,
        Source powerSource,
        @Nullable SensorPassport passport,
        @Nullable SourceChoice choice,
        @Nullable ErrorWatch errors) {
    private static final Source[] POWER_SOURCES = {Source.INSTANT, Source.AVERAGE, Source.USAGE};

    /** What was found: gauges, or why there are none. */
    record Found(@Nullable Sensors sensors, @Nullable Energy absence) {}

    static Found find(Nvml nvml, String gpu, PassportStore passports) {
        NvmlCode start = nvml.start();
        if (start != NvmlCode.SUCCESS) {
            return absent(start, "");
        }
        Answer<NvmlDevice> device = DeviceFinder.find(nvml, gpu);
        if (DeviceFinder.isInstance(gpu)
                || device.value().map(Sensors::isDivided).orElse(false)) {
            String whole =
                    device.then(found -> found.text(DeviceText.UUID)).value().orElse("the GPU");
            String reason = whole + " is divided into instances (MIG): its sensor is of the whole";
            return new Found(null, new Energy.Shared(reason));
        }
        if (device instanceof Answer.Given<NvmlDevice> given) {
            return gauges(nvml, given.content(), passports);
        }
        return absent(device.code(), gpu.isEmpty() ? "name one GPU by UUID or PCI bus id: " : gpu + ": ");
    }

    private static boolean isDivided(NvmlDevice device) {
        return device.read(Quantity.MIG_MODE) == 1;
    }

    private static Found gauges(Nvml nvml, NvmlDevice device, PassportStore passports) {
        SensorKey key = SensorKey.of(nvml, device);
        SensorPassport passport = passports.find(key).passport();
        Optional<SourceChoice> choice = Optional.ofNullable(passport).flatMap(SourceChoice::of);
        Gauge counter = working(device, Source.COUNTER, key.scope());
        if (choice.isPresent() && !choice.get().uses(Source.COUNTER)) {
            counter = null;
        }
        Source source = powerSource(device, key.scope(), choice);
        Gauge power = working(device, source, key.scope());
        if (counter == null && power == null) {
            long reading = device.read(Quantity.POWER_USAGE);
            return absent(NvmlCode.ofReading(reading), "no energy or power reading; try the platform's own sensor: ");
        }
        ErrorWatch errors = device.watchErrors().value().orElse(null);
        return new Found(new Sensors(device, key, counter, power, source, passport, choice.orElse(null), errors), null);
    }

    /** The one that the passport names, be it beside the counter; else the best that answers. */
    private static Source powerSource(NvmlDevice device, Scope scope, Optional<SourceChoice> choice) {
        for (Source source : POWER_SOURCES) {
            if (choice.isPresent() && choice.get().uses(source)) {
                return source;
            }
        }
        for (Source source : POWER_SOURCES) {
            if (working(device, source, scope) != null) {
                return source;
            }
        }
        return Source.USAGE;
    }

    private static @Nullable Gauge working(NvmlDevice device, Source source, Scope scope) {
        Gauge gauge = Gauge.of(device, source, scope);
        return gauge.read() >= 0 ? gauge : null;
    }

    private static Found absent(NvmlCode code, String context) {
        return new Found(null, new Energy.Unavailable(context + code.meaning(), code.number()));
    }

    /** Whether the counter decides, and power is only a stand-in for it. */
    boolean counterLeads() {
        return counter != null && (choice == null || choice.source() == Source.COUNTER);
    }

    /** Whether the device itself refused, and not this one reading. */
    static boolean isFailure(long reading) {
        NvmlCode code = NvmlCode.ofReading(reading);
        return switch (code) {
            case SUCCESS, NOT_SUPPORTED, FUNCTION_NOT_FOUND, NO_DATA -> false;
            default -> true;
        };
    }

    /** How a source compares with an external meter, or null if it was not held against one. */
    @Nullable
    MeterFit meter(Source source) {
        MeterFit fit = passport == null ? null : passport.meter();
        return fit == null || (fit.source() != null && fit.source() != source) ? null : fit;
    }

    /** What the passport says of a source, or null. */
    @Nullable
    SourceTraits traits(Source source) {
        return passport == null ? null : passport.traits(source);
    }

    /**
     * Whether work that repeats this often hides from a part-time sensor, however long it is watched. A window that is too
     * short for any figure hides nothing.
     */
    boolean isBlindTo(double operationSeconds, double windowSeconds) {
        SourceTraits traits = choice == null || !choice.stratify() ? null : traits(choice.source());
        return traits != null
                && traits.window() != null
                && windowSeconds >= Verdict.FEWEST_UPDATES * traits.updateOrSlowest()
                && Aliasing.spoils(traits.updateOrSlowest(), traits.window(), operationSeconds, windowSeconds);
    }

    void close() {
        if (errors != null) {
            errors.close();
        }
    }

    int fieldScope() {
        return key.scope() == Scope.MODULE ? FieldBuffer.SCOPE_MODULE : FieldBuffer.SCOPE_GPU;
    }
}
