package macjoule.bench.bringup;

import java.util.Comparator;
import java.util.List;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Engines;
import macjoule.bench.run.BlockedException;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.record.PlannedEngine;

/** The engines that need nothing but a driver and, at most, NVIDIA's libraries. */
final class GpuEngines {
    private GpuEngines() {}

    /** Those of this build, single precision first. */
    static List<Engine> all() {
        return Engines.all().stream()
                .filter(engine -> engine.name().matches("(jcuda|cudnn)(-.+)?"))
                .sorted(Comparator.comparing((Engine engine) -> !isSinglePrecision(engine.name()))
                        .thenComparing(Engine::name, Comparator.reverseOrder()))
                .toList();
    }

    static boolean isSinglePrecision(String engine) {
        return !engine.contains("-");
    }

    /** What an engine moves at least for a case. */
    static long minimalBytes(String engine, PlannedCase planned) {
        return Engines.find(engine)
                .map(one -> new PlannedEngine(engine, "", "", one.arithmetic(), null).minimalBytes(planned))
                .orElse(planned.minimalBytes());
    }

    /** Those that this host can run, at least one. */
    static List<Engine> available() {
        List<Engine> available =
                all().stream().filter(engine -> engine.probe().available()).toList();
        if (available.isEmpty()) {
            throw new BlockedException(all().stream()
                    .findFirst()
                    .map(engine -> engine.probe().reason())
                    .orElse("this build has no engine for a GPU"));
        }
        return available;
    }

    /** One that this host can run. */
    static Engine available(String name) {
        Engine found = all().stream()
                .filter(engine -> engine.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BlockedException("this build has no engine " + name));
        if (!found.probe().available()) {
            throw new BlockedException(found.probe().reason());
        }
        return found;
    }
}
