package macjoule.bench.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import macjoule.bench.energy.clocks.ClockLock;
import macjoule.calibration.record.HeldClocks;
import org.jspecify.annotations.Nullable;

/** Puts on record at which clock the GPUs of a run are really held, which need not be what was asked for. */
final class ClockRecord {
    private static final String REASON = "Reason";
    private static final String FIRST = "first ";

    private ClockRecord() {}

    /** At which clock GPUs are to be held, or 0. */
    static int wanted(ObjectNode energy) {
        Integer wanted = HeldClocks.of(energy).wanted();
        return wanted == null ? 0 : wanted;
    }

    /** The description of a run's sensors before it has begun. */
    static ObjectNode ask(ObjectNode energy, int megahertz) {
        return megahertz == 0
                ? free(energy, "clocks were left free")
                : free(energy.put(HeldClocks.WANTED, megahertz), "the run has not begun");
    }

    /**
     * The same with what came of it.
     *
     * @param measuredBefore whether a part of the run was measured before this, when clocks may have been others
     */
    static ObjectNode outcome(ObjectNode energy, List<HeldClock> clocks, boolean measuredBefore) {
        HeldClocks before = HeldClocks.of(energy);
        ObjectNode known = energy.deepCopy();
        known.remove(HeldClocks.DIFFER);
        known.put(HeldClocks.WANTED, before.wanted());
        put(known, clocks);
        HeldClocks now = HeldClocks.of(known);
        if (measuredBefore && !before.state().equals(now.state())) {
            String first = before.state().startsWith(FIRST) ? before.state() : FIRST + before.state();
            differ(known, first + ", then " + now.state());
        }
        return known;
    }

    private static void put(ObjectNode energy, List<HeldClock> clocks) {
        ArrayNode list = energy.putArray("clocks");
        for (HeldClock clock : clocks) {
            ClockLock.Attempt attempt = clock.attempt();
            ObjectNode json = list.addObject().put("gpu", clock.gpu()).put(HeldClocks.LOCKED, attempt.megahertz());
            if (attempt.reason() == null) {
                putNow(json, attempt.nowMegahertz());
            } else {
                json.put(HeldClocks.LOCKED + REASON, attempt.reason());
            }
        }
        Integer locked = common(clocks, clock -> clock.attempt().megahertz());
        if (locked != null) {
            energy.put(HeldClocks.LOCKED, locked).remove(HeldClocks.LOCKED + REASON);
            putNow(energy, common(clocks, clock -> clock.attempt().nowMegahertz()));
        } else if (clocks.isEmpty()) {
            free(energy, HeldClock.NO_GPU);
        } else if (clocks.stream().allMatch(clock -> clock.attempt().megahertz() == null)) {
            free(energy, joined(clocks, clock -> String.valueOf(clock.attempt().reason())));
        } else {
            differ(energy, joined(clocks, HeldClock::state));
        }
    }

    private static String joined(List<HeldClock> clocks, Function<HeldClock, String> words) {
        return String.join("; ", clocks.stream().map(words).distinct().toList());
    }

    private static void putNow(ObjectNode json, @Nullable Integer megahertz) {
        json.put(HeldClocks.NOW, megahertz);
        if (megahertz == null) {
            json.put(HeldClocks.NOW + REASON, "not told, or not the same of all GPUs");
        }
    }

    /** What all have, or null if they differ or there are none. */
    private static @Nullable Integer common(List<HeldClock> clocks, Function<HeldClock, @Nullable Integer> value) {
        Integer first = clocks.isEmpty() ? null : value.apply(clocks.get(0));
        return clocks.stream().allMatch(clock -> first != null && first.equals(value.apply(clock))) ? first : null;
    }

    private static void differ(ObjectNode energy, String how) {
        free(energy.put(HeldClocks.DIFFER, true), how);
    }

    private static ObjectNode free(ObjectNode energy, String reason) {
        energy.remove(List.of(HeldClocks.NOW, HeldClocks.NOW + REASON));
        return energy.putNull(HeldClocks.LOCKED).put(HeldClocks.LOCKED + REASON, reason);
    }
}
