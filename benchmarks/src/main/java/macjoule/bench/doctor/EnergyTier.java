package macjoule.bench.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Joules: of a GPU through the driver's management library, of a CPU through its running average power limit counters. */
final class EnergyTier {
    private static final String NAME = "energy";
    private static final String ZONES = "/sys/class/powercap";

    private EnergyTier() {}

    static Tier of(HostFiles files, Nvidia nvidia) {
        Optional<Nvidia.Obstacle> gpu = nvidia.obstacle("libnvidia-ml.so.1");
        List<String> zones = files.list(ZONES).stream()
                .filter(zone -> zone.matches(".*/intel-rapl:\\d+") && files.exists(zone + "/energy_uj"))
                .toList();
        List<String> readable = zones.stream()
                .filter(zone -> files.isReadable(zone + "/energy_uj"))
                .toList();
        List<String> sources = new ArrayList<>();
        if (gpu.isEmpty()) {
            sources.add("GPU by NVML");
        }
        if (!readable.isEmpty()) {
            sources.add("CPU by RAPL, " + readable.size() + " of " + zones.size() + " packages");
        }
        if (!sources.isEmpty()) {
            return Tier.available(NAME, String.join("; ", sources));
        }
        if (!zones.isEmpty()) {
            return Tier.blocked(
                    NAME,
                    "the CPU has energy counters, but only root may read " + zones.get(0) + "/energy_uj; GPU: "
                            + gpu.get().reason(),
                    "run, until the next restart: sudo chmod o+r " + ZONES + "/intel-rapl:*/energy_uj");
        }
        return new Tier(
                NAME,
                gpu.get().status(),
                "no CPU energy counters in " + ZONES + "; GPU: " + gpu.get().reason(),
                gpu.get().remedy());
    }
}
