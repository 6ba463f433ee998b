package macjoule.bench.energy.rapl;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.core.Scope;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.core.TypeB;
import macjoule.bench.energy.core.Uncertainty;
import org.jspecify.annotations.Nullable;

/**
 * Processor energy. Sums packages and memory, and leaves out cores, which packages hold already, and the platform,
 * which holds packages. Must be read at least once a minute, so that no wrap of a counter goes unseen.
 */
public final class Rapl {
    /** Where Linux shows its power capping zones. */
    public static final Path SYSFS = Path.of("/sys/class/powercap");

    private static final String REMEDY =
            "energy_uj is readable by root only since Linux 5.10; let the administrator grant a group read access with a"
                    + " udev rule, or set its mode in /etc/sysfs.conf";

    /** A model of the processor and no meter: figures within 5 % of a meter are what its studies report at best. */
    private static final double RELATIVE_ERROR = 0.05;

    /** About how often the processor brings its counters up to date. */
    private static final double UPDATE_SECONDS = 0.001;

    /** The usual range of 262 kJ lasts eleven minutes at 400 W. */
    private static final long LONGEST_UNSEEN_NANOS = 300_000_000_000L;

    private final List<RaplZone> zones;
    private final Energy.@Nullable Unavailable absence;
    private final NanoClock clock;
    private long[] last;
    private long microjoules;
    private long startNanos;
    private long lastNanos;
    private long longestUnseen;
    private boolean begun;

    private Rapl(List<RaplZone> zones, Energy.@Nullable Unavailable absence, NanoClock clock) {
        this.zones = zones;
        this.absence = absence;
        this.clock = clock;
        this.last = new long[zones.size()];
    }

    /**
     * Looks for counters that can be read.
     *
     * @param sysfs {@link #SYSFS}, or a copy of it
     */
    public static Rapl open(Path sysfs, NanoClock clock) {
        return open(sysfs, clock, Files::readString);
    }

    static Rapl open(Path sysfs, NanoClock clock, RaplZone.FileText files) {
        try {
            List<RaplZone> zones = countedZones(sysfs, files);
            if (zones.isEmpty()) {
                return absent("no RAPL zones in " + sysfs + ": this processor or virtual machine shows none", clock);
            }
            for (RaplZone zone : zones) {
                zone.read();
            }
            return new Rapl(zones, null, clock);
        } catch (AccessDeniedException e) {
            return absent("no permission to read " + e.getFile() + ": " + REMEDY, clock);
        } catch (IOException e) {
            return absent("RAPL cannot be read: " + e.getMessage(), clock);
        }
    }

    private static Rapl absent(String reason, NanoClock clock) {
        return new Rapl(List.of(), new Energy.Unavailable(reason, null), clock);
    }

    /** Why there is no processor energy, or null. */
    public Energy.@Nullable Unavailable absence() {
        return absence;
    }

    /** Begins a window. One that fails to begin comes to nothing, and to nothing of the window before. */
    public void begin() throws IOException {
        begun = false;
        last = readAll();
        microjoules = 0;
        startNanos = clock.nanos();
        lastNanos = startNanos;
        longestUnseen = 0;
        begun = true;
    }

    /** Takes in what was used since the last call. */
    public void poll() throws IOException {
        if (!begun) {
            return;
        }
        long[] now = readAll();
        for (int i = 0; i < now.length; i++) {
            microjoules += zones.get(i).since(last[i], now[i]);
        }
        last = now;
        longestUnseen = Math.max(longestUnseen, clock.nanos() - lastNanos);
        lastNanos = clock.nanos();
    }

    /** Ends the window. */
    public Energy end() {
        if (absence != null) {
            return absence;
        }
        if (!begun) {
            return new Energy.Invalid(Energy.Cause.DEVICE_FAILED, "RAPL did not answer when the window began");
        }
        try {
            poll();
        } catch (IOException e) {
            return new Energy.Invalid(Energy.Cause.DEVICE_FAILED, "RAPL stopped answering: " + e.getMessage());
        } finally {
            begun = false;
        }
        double seconds = (clock.nanos() - startNanos) / 1e9;
        if (longestUnseen > LONGEST_UNSEEN_NANOS) {
            return new Energy.Invalid(
                    Energy.Cause.GAP, "the RAPL counters went unread for so long that a wrap may have been missed");
        }
        if (microjoules <= 0 || seconds <= 0) {
            return new Energy.Invalid(Energy.Cause.TOO_SHORT, "the RAPL counters did not move");
        }
        double joules = microjoules / 1e6;
        TypeB typeB = new TypeB(RELATIVE_ERROR / Math.sqrt(3), 0, 0, 0).withEdges(UPDATE_SECONDS, seconds);
        return new Energy.Measured(
                joules,
                seconds,
                Uncertainty.ofWindow(typeB, joules / seconds),
                Source.RAPL,
                Scope.CPU,
                Provenance.MEASURED,
                List.of());
    }

    private long[] readAll() throws IOException {
        long[] values = new long[zones.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = zones.get(i).read();
        }
        return values;
    }

    private static List<RaplZone> countedZones(Path sysfs, RaplZone.FileText files) throws IOException {
        if (!Files.isDirectory(sysfs)) {
            return List.of();
        }
        List<RaplZone> zones = new ArrayList<>();
        try (Stream<Path> folders = Files.list(sysfs)) {
            // intel-rapl-mmio:N would be a second view of the same package.
            for (Path folder : folders.filter(Rapl::isZone).sorted().toList()) {
                RaplZone zone = RaplZone.of(folder, files);
                if (zone.name().startsWith("package") || zone.name().equals("dram")) {
                    zones.add(zone);
                }
            }
        }
        return zones;
    }

    private static boolean isZone(Path folder) {
        return folder.getFileName().toString().matches("intel-rapl(:\\d+){1,2}");
    }
}
