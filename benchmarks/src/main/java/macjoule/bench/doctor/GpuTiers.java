package macjoule.bench.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import macjoule.bench.engine.cuda.HostLibraries;

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
        HostLibraries libraries = HostLibraries.of(files.root(), files.environment());
        Optional<Path> cudnn = libraries.find("libcudnn.so.9");
        Optional<Path> cublas = libraries.find("libcublas.so.13").or(() -> libraries.find("libcublas.so.12"));
        List<String> missing = new ArrayList<>();
        if (cudnn.isEmpty()) {
            missing.add("libcudnn.so.9");
        }
        if (cublas.isEmpty()) {
            missing.add("libcublas.so.12 or .13");
        }
        String driver = "driver " + nvidia.driverVersion().orElse("of WSL");
        return missing.isEmpty()
                ? Tier.available(
                        ENGINES, driver + " with cuDNN in " + folder(cudnn) + " and cuBLAS in " + folder(cublas))
                : Tier.limited(
                        ENGINES,
                        driver + ", but there is no " + String.join(", no ", missing) + " in any of the usual places",
                        "install cuDNN 9 and the CUDA toolkit, or name their folder in " + HostLibraries.OWN_FOLDER);
    }

    private static String folder(Optional<Path> library) {
        return library.map(Path::getParent).map(Path::toString).orElse("");
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
