package macjoule.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The machine a run is made on, as far as it tells. What it does not tell is null.
 *
 * @param nvidiaDriver the version of the loaded NVIDIA kernel driver
 */
public record Host(
        String os,
        String architecture,
        @Nullable String cpu,
        int logicalCores,
        @Nullable Long memoryBytes,
        String java,
        @Nullable String nvidiaDriver) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final Path MEMORY_INFO = Path.of("/proc/meminfo");
    private static final Path NVIDIA_VERSION = Path.of("/proc/driver/nvidia/version");

    public static Host detect() {
        return detect(CPU_INFO, MEMORY_INFO, NVIDIA_VERSION);
    }

    static Host detect(Path cpuInfo, Path memoryInfo, Path nvidiaVersion) {
        return new Host(
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("os.arch", "unknown"),
                find(cpuInfo, "(?m)^model name\\s*:\\s*(.+)$").orElse(null),
                Runtime.getRuntime().availableProcessors(),
                find(memoryInfo, "(?m)^MemTotal:\\s*(\\d+) kB$")
                        .map(kib -> Long.parseLong(kib) * 1024)
                        .orElse(null),
                System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
                find(nvidiaVersion, "Kernel Module\\s+(?:for \\S+\\s+)?(\\d[\\d.]*)")
                        .orElse(null));
    }

    private static Optional<String> find(Path file, String regex) {
        try {
            Matcher matcher = Pattern.compile(regex).matcher(Files.readString(file));
            return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
        } catch (IOException e) {
            // Not Linux, or no such device: the host does not tell.
            return Optional.empty();
        }
    }
}
