package macjoule.bench.doctor;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import macjoule.bench.engine.cuda.HostLibraries;
import macjoule.bench.engine.cudnn.HostBindings;

/** Engines on a GPU, and holding its clock. */
final class GpuTiers {
    private static final String ENGINES = "gpu-engines";
    private static final String CLOCKS = "clock-control";

    /** Of the libraries of CUDA from 13 back to 11, and of cuDNN 8. */
    private static final int[] OTHER_VERSIONS = {13, 12, 11, 8};

    private GpuTiers() {}

    /** The driver is enough for own kernels; of the libraries beside it those count that this build was made for, each by its version. */
    static Tier engines(HostFiles files, Nvidia nvidia) {
        Optional<Nvidia.Obstacle> obstacle = nvidia.obstacle("libcuda.so.1");
        if (obstacle.isPresent()) {
            return obstacle.get().tier(ENGINES);
        }
        HostLibraries libraries = HostLibraries.of(files.root(), files.environment());
        Map<String, Optional<Path>> needed = new HostBindings(libraries).needed();
        List<String> missing = needed.entrySet().stream()
                .filter(library -> library.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        String driver = "driver " + nvidia.driverVersion().orElse("of WSL");
        return missing.isEmpty()
                ? Tier.available(ENGINES, driver + " with cuDNN and cuBLAS in " + folders(needed.values()))
                : Tier.limited(
                        ENGINES,
                        driver + " for own kernels, but for cuDNN there is no " + String.join(", no ", missing)
                                + " in any of the usual places" + others(missing, libraries),
                        "install cuDNN 9 and the CUDA toolkit of that version, or name their folder in "
                                + HostLibraries.OWN_FOLDER);
    }

    private static String folders(Collection<Optional<Path>> libraries) {
        return libraries.stream()
                .flatMap(Optional::stream)
                .map(library -> String.valueOf(library.getParent()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** Libraries that are here in a version that this build cannot use. */
    private static String others(List<String> missing, HostLibraries libraries) {
        String found = missing.stream()
                .map(name -> name.replaceFirst("\\d+$", ""))
                .flatMap(name -> IntStream.of(OTHER_VERSIONS).mapToObj(version -> name + version))
                .map(libraries::find)
                .flatMap(Optional::stream)
                .map(Path::toString)
                .collect(Collectors.joining(", "));
        return found.isEmpty() ? "" : "; " + found + " is of another version";
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
