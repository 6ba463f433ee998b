package macjoule.bench.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import macjoule.bench.engine.Engine;

/** Time of layers and networks: whether any engine runs here, and whether the host is quiet enough. */
final class TimeTier {
    private static final String NAME = "time";

    /** Of the cores; more keeps an engine that uses all of them waiting. */
    private static final double BUSY_SHARE = 0.25;

    private TimeTier() {}

    static Tier of(HostFiles files, List<Engine> engines, int cores) {
        List<String> usable = engines.stream()
                .filter(engine -> engine.probe().available())
                .map(Engine::name)
                .toList();
        if (usable.isEmpty()) {
            String reasons = engines.stream()
                    .map(engine -> engine.name() + ": " + engine.probe().reason())
                    .collect(Collectors.joining("; "));
            return Tier.blocked(NAME, "no engine runs here; " + reasons, "remedy one of these");
        }
        List<String> flaws = new ArrayList<>();
        List<String> remedies = new ArrayList<>();
        double load = load(files);
        if (load > BUSY_SHARE * cores) {
            flaws.add("other programs keep " + load + " of " + cores + " cores busy");
            remedies.add("measure when the host is idle");
        }
        String governor = files.text("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
                .strip();
        if (!governor.isEmpty() && !governor.equals("performance")) {
            flaws.add("the CPU's clock follows the governor '" + governor + "'");
            remedies.add("run: sudo cpupower frequency-set -g performance");
        }
        String reason = "engines: " + String.join(", ", usable);
        return flaws.isEmpty()
                ? Tier.available(NAME, reason)
                : Tier.limited(NAME, reason + "; " + String.join("; ", flaws), String.join("; ", remedies));
    }

    private static double load(HostFiles files) {
        return files.find("/proc/loadavg", "^([\\d.]+)")
                .map(Double::parseDouble)
                .orElse(0.0);
    }
}
