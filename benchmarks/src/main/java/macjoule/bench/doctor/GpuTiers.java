package macjoule.bench.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Engines on a GPU, and holding its clock. */
final class GpuTiers {
    private static final String ENGINES = "gpu-engines";
    private static final String CLOCKS = "clock-control";

    private GpuTiers() {}

    /** The driver is enough for own kernels; the libraries beside it are told as found or not. */
    static Tier engines(HostFiles files, Nvidia nvidia) {
        Optional<Nvidia.Obstacle> obstacle = nvidia.obstacle("libcuda.so.1");
        if (obstacle.isPresent()) {
            return obstacle.get().tier(ENGINES);
        }
        List<String> missing = new ArrayList<>();
        if (files.library("libcudnn.so.9").isEmpty()) {
            missing.add("libcudnn.so.9");
        }
        if (files.library("libcublas.so.13").isEmpty()
                && files.library("libcublas.so.12").isEmpty()) {
            missing.add("libcublas.so.12 or .13");
        }
        String driver = "driver " + nvidia.driverVersion().orElse("of WSL");
        return missing.isEmpty()
                ? Tier.available(ENGINES, driver + " with cuDNN and cuBLAS")
                : Tier.limited(
                        ENGINES,
                        driver + ", but the loader finds no " + String.join(", no ", missing),
                        "install cuDNN 9 and the CUDA toolkit, or add their folders to LD_LIBRARY_PATH");
    }

    /** Clocks can only be held by an administrator; without that, runs go on unlocked and say so. */
    static Tier clocks(HostFiles files, Nvidia nvidia) {
        Optional<Nvidia.Obstacle> obstacle = nvidia.obstacle("libnvidia-ml.so.1");
        if (obstacle.isPresent()) {
            return obstacle.get().tier(CLOCKS);
        }
        return files.isAdministrator()
                ? Tier.available(CLOCKS, "this user may hold the clocks of the GPU")
                : Tier.blocked(
                        CLOCKS,
                        "only an administrator may hold the clocks of the GPU",
                        "run as root, or have root run: nvidia-smi --lock-gpu-clocks=MIN,MAX");
    }
}
