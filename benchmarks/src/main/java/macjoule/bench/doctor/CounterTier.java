package macjoule.bench.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Traffic at each level of a GPU's memory, by Nsight Compute. */
final class CounterTier {
    private static final String NAME = "counters";
    private static final String NSIGHT = "/opt/nvidia/nsight-compute";

    private CounterTier() {}

    static Tier of(HostFiles files, Nvidia nvidia) {
        Optional<Nvidia.Obstacle> obstacle = nvidia.obstacle("libcuda.so.1");
        if (obstacle.isPresent()) {
            return obstacle.get().tier(NAME);
        }
        List<String> folders = new ArrayList<>(List.of("/usr/local/cuda/bin"));
        folders.addAll(files.list(NSIGHT));
        Optional<String> ncu = files.program("ncu", folders);
        if (ncu.isEmpty()) {
            return Tier.blocked(
                    NAME,
                    "no program ncu",
                    "install Nsight Compute (package nsight-compute of NVIDIA's repository), or add it to PATH");
        }
        boolean onlyAdministrators = files.find("/proc/driver/nvidia/params", "RmProfilingAdminOnly:\\s*(\\d)")
                .filter("1"::equals)
                .isPresent();
        if (onlyAdministrators && !files.isAdministrator()) {
            return Tier.blocked(
                    NAME,
                    ncu.get() + " is here, but the driver lets only administrators read counters",
                    "put 'options nvidia NVreg_RestrictProfilingToAdminUsers=0' into /etc/modprobe.d/nvidia-profiling.conf"
                            + " and restart, or in a container add the capability SYS_ADMIN");
        }
        return Tier.available(NAME, ncu.get());
    }
}
