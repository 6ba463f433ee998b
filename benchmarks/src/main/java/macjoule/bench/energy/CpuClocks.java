package macjoule.bench.energy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The clocks of processors, and whether heat held them down, as Linux tells. Looks at a few of them and not often: each look wakes one. */
final class CpuClocks {
    private static final int MOST_PROCESSORS = 8;
    private static final double KILO = 1e3;

    private final Path folder;
    private final List<Path> clocks;
    private final List<Path> throttles;
    private double sum;
    private int samples;
    private long throttledBefore;

    /**
     * @param folder {@code /sys/devices/system/cpu}, or a copy of it
     */
    CpuClocks(Path folder) {
        this.folder = folder;
        clocks = spread(files("cpufreq/scaling_cur_freq"));
        throttles = files("thermal_throttle/package_throttle_count");
    }

    void begin() {
        sum = 0;
        samples = 0;
        throttledBefore = throttled();
        poll();
    }

    void poll() {
        for (Path clock : clocks) {
            long kilohertz = read(clock);
            if (kilohertz > 0) {
                sum += kilohertz;
                samples++;
            }
        }
    }

    /** Adds the mean clock and what held it down to a window; null with a reason where the system does not tell. */
    void end(ObjectNode window) {
        poll();
        if (samples == 0) {
            window.putNull("meanClockMhz")
                    .put("clockReason", "no cpufreq in " + folder + ": a virtual machine shows none");
        } else {
            window.put("meanClockMhz", sum / samples / KILO);
        }
        if (!throttles.isEmpty()) {
            var reasons = window.putArray("throttleReasons");
            if (throttled() > throttledBefore) {
                reasons.add("thermal");
            }
        }
    }

    /** How often heat slowed a package down since the system started. */
    private long throttled() {
        return throttles.stream().mapToLong(CpuClocks::read).max().orElse(0);
    }

    private List<Path> files(String name) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> processors = Files.list(folder)) {
            return processors
                    .filter(path -> path.getFileName().toString().matches("cpu\\d+"))
                    .map(path -> path.resolve(name))
                    .filter(Files::isReadable)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            // Told as a clock that is not known.
            return List.of();
        }
    }

    private static List<Path> spread(List<Path> all) {
        int step = Math.max(1, all.size() / MOST_PROCESSORS);
        List<Path> some = new ArrayList<>();
        for (int i = 0; i < all.size() && some.size() < MOST_PROCESSORS; i += step) {
            some.add(all.get(i));
        }
        return some;
    }

    private static long read(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException | NumberFormatException e) {
            // A processor that went offline; the others tell.
            return 0;
        }
    }
}
