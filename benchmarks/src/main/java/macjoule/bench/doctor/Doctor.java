package macjoule.bench.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import macjoule.bench.engine.Engine;

/** Finds out what a host can measure. */
public final class Doctor {
    private final HostFiles files;
    private final List<Engine> engines;
    private final int cores;

    /**
     * @param root the root of the file system
     * @param environment the variables of this process
     * @param engines those whose probe is to be asked
     */
    public Doctor(Path root, Map<String, String> environment, List<Engine> engines, int cores) {
        files = new HostFiles(root, Map.copyOf(environment));
        this.engines = List.copyOf(engines);
        this.cores = cores;
    }

    public List<Tier> tiers() {
        Nvidia nvidia = new Nvidia(files);
        return List.of(
                TimeTier.of(files, engines, cores),
                EnergyTier.of(files, nvidia),
                CounterTier.of(files, nvidia),
                GpuTiers.engines(files, nvidia),
                GpuTiers.clocks(files, nvidia));
    }
}
