package macjoule.bench.energy;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which GPU an engine computes on, as NVML knows it: by UUID or PCI bus id. CUDA and NVML need not count GPUs in the same order, so
 * an index tells nothing.
 */
public final class GpuName {
    private static final Pattern UUID = Pattern.compile("(?i)(?:GPU|MIG)-[0-9a-f/-]+");
    private static final Pattern BUS =
            Pattern.compile("(?i)(?<![0-9a-z])(?:([0-9a-f]{1,8}):)?([0-9a-f]{1,2}):([0-9a-f]{1,2})\\.([0-7])");

    private GpuName() {}

    /**
     * Finds the GPU in the device of an engine, such as {@code cuda:GPU-1234...} or {@code cuda:0000:65:00.0}. Empty for a CPU; the
     * empty name, which stands for the only GPU, where the device says no more than that it is one.
     */
    public static Optional<String> of(String device) {
        if (device.equals("cpu") || device.startsWith("cpu:") || device.startsWith("cpu ")) {
            return Optional.empty();
        }
        Matcher uuid = UUID.matcher(device);
        if (uuid.find()) {
            return Optional.of(uuid.group());
        }
        Matcher bus = BUS.matcher(device);
        return Optional.of(bus.find() ? busId(bus) : "");
    }

    /** Eight digits of domain, as NVML writes it. */
    private static String busId(Matcher bus) {
        String domain = bus.group(1) == null ? "0" : bus.group(1);
        return String.format(Locale.ROOT, "%8s:%2s:%2s.%s", domain, bus.group(2), bus.group(3), bus.group(4))
                .replace(' ', '0')
                .toUpperCase(Locale.ROOT);
    }
}
