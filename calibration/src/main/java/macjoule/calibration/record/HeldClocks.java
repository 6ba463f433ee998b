package macjoule.calibration.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * At which clock the GPUs of a run were held, as its manifest tells.
 *
 * @param wanted at which MHz they were to be held, null if they were to run free
 * @param locked at which MHz they were held, null if they ran free
 * @param reason why they were not held
 * @param recorded whether the manifest tells what came of it; those of older versions tell what was asked for alone
 * @param differ whether GPUs or parts of the run had different clocks, as the reason tells
 */
public record HeldClocks(
        @Nullable Integer wanted, @Nullable Integer locked, String reason, boolean recorded, boolean differ) {
    /** The field of a manifest's {@code energy} that tells at how many MHz clocks were to be held; missing for none. */
    public static final String WANTED = "wantedMegahertz";

    /** The field that tells at how many they were held. */
    public static final String LOCKED = "lockedMegahertz";

    /** The field that tells what the clock read right after it was locked. */
    public static final String NOW = "clockNowMegahertz";

    /** The field that tells that GPUs have different clocks, or that a run was taken up again under others. */
    public static final String DIFFER = "clocksDiffer";

    public static HeldClocks of(ObjectNode energy) {
        JsonNode wanted = energy.path(WANTED);
        JsonNode locked = energy.path(LOCKED);
        boolean older = locked.isNumber() && wanted.isMissingNode();
        return new HeldClocks(
                number(older ? locked : wanted),
                older ? null : number(locked),
                energy.path(LOCKED + "Reason").asText("it was not recorded whether they were held"),
                !older && !locked.isMissingNode(),
                energy.path(DIFFER).asBoolean());
    }

    private static @Nullable Integer number(JsonNode json) {
        return json.isNumber() ? (Integer) json.asInt() : null;
    }

    /** In a few words, by which runs can be told apart. */
    public String state() {
        if (differ) {
            return reason;
        }
        if (!recorded) {
            return "not recorded";
        }
        return locked == null ? "free" : "held at " + locked + " MHz";
    }

    /** What a reader has to know if clocks were not what was asked for. */
    public Optional<String> note() {
        if (wanted == null || locked != null) {
            return Optional.empty();
        }
        String what = differ ? "not all was measured at it" : recorded ? "clocks ran free" : "no more is known";
        return Optional.of("a clock of " + wanted + " MHz was asked for, but " + what + ": " + reason);
    }
}
