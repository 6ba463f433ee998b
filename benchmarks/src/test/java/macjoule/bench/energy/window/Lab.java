package macjoule.bench.energy.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.fake.GpuScript;
import macjoule.bench.energy.fake.SensorScript;
import macjoule.bench.energy.fake.SimulatedBoard;
import macjoule.bench.energy.fake.SimulatedNvml;
import macjoule.bench.energy.fake.VirtualClock;
import macjoule.bench.energy.passport.Characterisation;
import macjoule.bench.energy.passport.MeterFit;
import macjoule.bench.energy.passport.Pace;
import macjoule.bench.energy.passport.PassportStore;
import macjoule.bench.energy.passport.SensorKey;
import macjoule.bench.energy.passport.SensorPassport;

/** A simulated GPU with a meter on it, in virtual time. */
final class Lab {
    static final int OWN_PROCESS = 100;
    static final SensorScript PLAIN = SensorScript.boxcar(100, 100);

    final VirtualClock clock = new VirtualClock();
    final SimulatedNvml nvml;
    final SimulatedBoard board;
    private final PassportStore passports;

    Lab(GpuScript gpu, Path folder) {
        nvml = new SimulatedNvml("580.1", List.of(gpu), clock);
        board = nvml.boards().get(0);
        passports = new PassportStore(folder);
    }

    /** A GPU whose sensors are all there and miss nothing. */
    static GpuScript gpu() {
        return new GpuScript().instant(PLAIN).usage(PLAIN).counter(PLAIN);
    }

    /** Gives the card its passport. */
    Lab characterised() {
        return characterised(Pace.SHORT);
    }

    Lab characterised(Pace pace) {
        nvml.start();
        passports.save(
                Characterisation.run(nvml, nvml.devices().value().orElseThrow().get(0), board, clock, pace));
        return this;
    }

    /** Has the card held against an external meter. */
    void metered(MeterFit fit) {
        SensorKey key = SensorKey.of(nvml, nvml.devices().value().orElseThrow().get(0));
        SensorPassport known = Objects.requireNonNull(passports.find(key).passport());
        passports.save(known.withMeter(fit));
    }

    GpuMeter meter() {
        return meter("");
    }

    GpuMeter meter(String gpu) {
        return meter(nvml, gpu, passports, clock);
    }

    static GpuMeter meter(SimulatedNvml nvml, String gpu, Path folder, VirtualClock clock) {
        return meter(nvml, gpu, new PassportStore(folder), clock);
    }

    private static GpuMeter meter(SimulatedNvml nvml, String gpu, PassportStore passports, VirtualClock clock) {
        return new GpuMeter(nvml, gpu, passports, new Neighbours(Set.of(OWN_PROCESS), true), clock);
    }

    void pass(double seconds) {
        clock.pause(Math.round(seconds * 1e9));
    }

    static Energy.Measured measured(WindowReport report) {
        if (report.energy() instanceof Energy.Measured measured) {
            return measured;
        }
        throw new AssertionError("not measured: " + report.energy());
    }

    static Energy.Cause cause(WindowReport report) {
        if (report.energy() instanceof Energy.Invalid invalid) {
            return invalid.cause();
        }
        throw new AssertionError("not invalid: " + report.energy());
    }
}
