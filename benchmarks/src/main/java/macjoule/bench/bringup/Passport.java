package macjoule.bench.bringup;

import java.util.Locale;
import macjoule.bench.energy.EnergyState;
import macjoule.bench.energy.PassportRenewal;
import macjoule.bench.energy.SensorSpec;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.nvml.Answer;
import macjoule.bench.energy.nvml.DeviceFinder;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.energy.nvml.Quantity;
import macjoule.bench.energy.passport.Characterisation;
import macjoule.bench.energy.passport.Pace;
import macjoule.bench.energy.passport.PassportStore;
import macjoule.bench.energy.passport.SensorPassport;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.jcuda.driver.Gpu;
import macjoule.bench.run.BlockedException;
import macjoule.bench.run.EngineLoad;
import macjoule.calibration.report.WholeFile;

/** Finds out in the short form what the energy sensor is like, and keeps the passport for this host too unless it has a full one. */
final class Passport implements StepWork {
    static final String FILE = "passport.json";

    /** What the short form needs; one that is cut short tells nothing. */
    private static final double SECONDS = 85;

    @Override
    public String run(StepContext context) {
        if (context.secondsLeft() < SECONDS) {
            throw new BlockedException(String.format(
                    Locale.ROOT,
                    "it takes %.0f s and there are %.0f; give more with --minutes, or run macjoule sensor characterise",
                    SECONDS,
                    context.secondsLeft()));
        }
        Engine engine = GpuEngines.available().get(0);
        String uuid = Gpu.open().identity().uuid();
        NanoClock clock = NanoClock.system();
        try (Nvml nvml = SensorSpec.HOST.nvml(clock)) {
            NvmlDevice device = device(nvml, uuid);
            if (device.read(Quantity.MIG_MODE) == 1) {
                throw new BlockedException("the GPU is divided into instances (MIG): its sensor is of the whole");
            }
            SensorPassport passport = passport(nvml, device, engine, clock);
            WholeFile.write(context.file(FILE), PassportStore.json(passport).toPrettyString() + "\n");
            SensorPassport kept = PassportRenewal.keepUnlessShorter(
                    passport, EnergyState.of(SensorSpec.HOST).passports());
            return "characterised in the short form" + (kept.isShort() ? "" : "; this host keeps its full passport");
        }
    }

    private static NvmlDevice device(Nvml nvml, String uuid) {
        NvmlCode start = nvml.start();
        Answer<NvmlDevice> device = start == NvmlCode.SUCCESS ? DeviceFinder.find(nvml, uuid) : Answer.refused(start);
        return device.value()
                .orElseThrow(() -> new BlockedException(device.code().meaning()));
    }

    private static SensorPassport passport(Nvml nvml, NvmlDevice device, Engine engine, NanoClock clock) {
        try (EngineLoad load = new EngineLoad(engine)) {
            return Characterisation.run(nvml, device, load, clock, Pace.SHORT);
        }
    }
}
