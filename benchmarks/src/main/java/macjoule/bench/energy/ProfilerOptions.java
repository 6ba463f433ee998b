package macjoule.bench.energy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import macjoule.bench.energy.core.Provenance;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.ProfilerException;

/**
 * The options of the energy profiler, as {@code name=value} pairs with semicolons between them.
 *
 * @param gpu a UUID, a PCI bus id, empty for the only GPU, or {@code none}
 * @param periodMillis how often the sensors are read; null for as often as the passport says
 * @param sensor NVML, or a script or a recording in its place
 * @param passports where sensor passports are kept; where {@code sensor characterise} keeps those of such sensors unless told
 * @param journal where every window is written to, or null
 * @param cpu the system's power capping folder, to measure the processor too, or null
 * @param clocks the system's folder of processors, to follow their clocks, or null
 * @param idleSeconds for how long to measure idle power before the first measured iteration, or 0
 * @param steadySeconds for how long to warm the GPU up at most before the first measured iteration, or 0
 */
record ProfilerOptions(
        String gpu,
        @Nullable Double periodMillis,
        SensorSpec sensor,
        Path passports,
        @Nullable Path journal,
        @Nullable Path cpu,
        @Nullable Path clocks,
        int idleSeconds,
        int steadySeconds) {
    /** In place of a GPU where only the processor is to be measured. */
    static final String NO_GPU = "none";

    private static final int LONGEST_SECONDS = 600;

    private static final List<String> NAMES =
            List.of("gpu", "period", "simulate", "replay", "passports", "journal", "cpu", "clocks", "idle", "steady");
    private static final String HELP = "options: gpu=UUID, PCI bus id or none; period=milliseconds; simulate=FILE;"
            + " replay=FILE; passports=FOLDER; journal=FILE;"
            + " cpu=/sys/class/powercap; clocks=/sys/devices/system/cpu; idle=seconds; steady=seconds";

    static ProfilerOptions parse(String line) throws ProfilerException {
        Map<String, String> options = new HashMap<>();
        for (String pair : line.split(";", -1)) {
            if (!pair.isBlank()) {
                String[] parts = pair.split("=", 2);
                if (parts.length != 2 || !NAMES.contains(parts[0].strip())) {
                    throw new ProfilerException("unknown option " + pair + "; " + HELP);
                }
                options.put(parts[0].strip(), parts[1].strip());
            }
        }
        SensorSpec sensor = sensor(options);
        String passports = options.get("passports");
        return new ProfilerOptions(
                options.getOrDefault("gpu", ""),
                period(options.get("period")),
                sensor,
                passports == null ? EnergyState.of(sensor).passportFolder() : Path.of(passports),
                path(options.get("journal")),
                path(options.get("cpu")),
                path(options.get("clocks")),
                seconds("idle", options),
                seconds("steady", options));
    }

    boolean hasGpu() {
        return !gpu.equals(NO_GPU);
    }

    private static SensorSpec sensor(Map<String, String> options) throws ProfilerException {
        Path simulate = path(options.get("simulate"));
        Path replay = path(options.get("replay"));
        if (simulate != null && replay != null) {
            throw new ProfilerException("simulate and replay exclude each other; " + HELP);
        }
        if (simulate != null) {
            return new SensorSpec(Provenance.SIMULATED, simulate);
        }
        return replay == null ? SensorSpec.HOST : new SensorSpec(Provenance.REPLAYED, replay);
    }

    private static int seconds(String name, Map<String, String> options) throws ProfilerException {
        String text = options.getOrDefault(name, "0");
        if (text.matches("\\d{1,3}") && Integer.parseInt(text) <= LONGEST_SECONDS) {
            return Integer.parseInt(text);
        }
        throw new ProfilerException(name + "=" + text + " is not between 0 and 600 s; " + HELP);
    }

    private static @Nullable Double period(@Nullable String text) throws ProfilerException {
        if (text == null) {
            return null;
        }
        try {
            double period = Double.parseDouble(text);
            if (period > 0 && period <= 1000) {
                return period;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of range.
        }
        throw new ProfilerException("period=" + text + " is not between 0 and 1000 ms; " + HELP);
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null ? null : Path.of(text);
    }
}
