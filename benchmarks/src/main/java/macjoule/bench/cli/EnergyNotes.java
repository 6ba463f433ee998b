package macjoule.bench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import macjoule.calibration.record.HeldClocks;
import macjoule.calibration.record.IdleReading;
import macjoule.calibration.record.RunRecord;

/** What a reader has to know of all joules of a run. */
final class EnergyNotes {
    /** Shorter windows give figures for a first look only. */
    private static final double PUBLISHABLE_SECONDS = 5;

    private EnergyNotes() {}

    /** Of how many cases the energy is known, or why of none. */
    static String summary(RunRecord run) {
        var energy = run.manifest().energy();
        long known = run.results().stream()
                .filter(result -> result.joulesPerOp() != null)
                .count();
        String provenance = energy.path("provenance").asText("measured");
        return known > 0
                ? "energy of " + known + (provenance.equals("measured") ? "" : ", " + provenance)
                : "time only, no energy: " + energy.path("reason").asText("no window was valid");
    }

    /** What is to stand beside the joules of a run: that they are simulated or replayed; empty if they were measured. */
    static Optional<String> provenance(RunRecord run) {
        String provenance = run.manifest().energy().path("provenance").asText("measured");
        return provenance.equals("measured") ? Optional.empty() : Optional.of(provenance);
    }

    static List<String> of(RunRecord run) {
        var energy = run.manifest().energy();
        List<String> notes = new ArrayList<>();
        String reason = energy.path("reason").asText();
        if (!reason.isEmpty()) {
            notes.add("energy: " + energy.path("status").asText("unavailable") + ", " + reason);
        }
        String provenance = energy.path("provenance").asText("measured");
        if (!provenance.equals("measured")) {
            notes.add(
                    "energy: " + provenance + " by " + energy.path("sensor").asText() + ", not measured on this host");
        }
        HeldClocks.of(energy).note().ifPresent(note -> notes.add("clocks: " + note));
        boolean any = run.measurements().stream().anyMatch(window -> window.joules() != null);
        if (any && run.manifest().plan().effort().windowSeconds() < PUBLISHABLE_SECONDS) {
            notes.add("energy: windows under 5 s, for a first look and not for publication");
        }
        for (IdleReading idle : run.idle().readings()) {
            notes.add(
                    idle.watts() == null
                            ? "idle power of " + idle.device() + " " + idle.moment() + " the run: unknown, "
                                    + idle.reason()
                            : String.format(
                                    Locale.ROOT,
                                    "idle power of %s %s the run: %.2f W%s",
                                    idle.whose(),
                                    idle.moment(),
                                    idle.watts(),
                                    idle.settled() ? "" : ", not settled"));
        }
        notes.addAll(run.idle().drifts());
        return notes;
    }
}
