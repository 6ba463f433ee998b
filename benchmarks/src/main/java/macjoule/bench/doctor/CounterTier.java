package macjoule.bench.doctor;

import java.util.Optional;

/** Traffic at each level of a GPU's memory, by Nsight Compute. */
final class CounterTier {
    private static final String NAME = "counters";

    private CounterTier() {}

    static Tier of(HostFiles files, Nvidia nvidia) {
        Optional<Nvidia.Obstacle> obstacle = nvidia.obstacle("libcuda.so.1");
        if (obstacle.isPresent()) {
            return obstacle.get().tier(NAME);
        }
        Optional<String> ncu = NsightCompute.find(files);
        if (ncu.isEmpty()) {
            return Tier.blocked(NAME, "no program ncu", NsightCompute.INSTALL);
        }
        boolean onlyAdministrators = files.find("/proc/driver/nvidia/params", "RmProfilingAdminOnly:\\s*(\\d)")
                .filter("1"::equals)
                .isPresent();
        if (onlyAdministrators && !files.isAdministrator()) {
            return Tier.blocked(NAME, ncu.get() + " is here, but " + NsightCompute.RESTRICTED, NsightCompute.PERMIT);
        }
        return Tier.available(NAME, ncu.get());
    }
}
