package macjoule.calibration.alpha;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import macjoule.model.BadInputException;
import org.jspecify.annotations.Nullable;

/**
 * Which card, with which driver: what is measured on one holds for no other without asking.
 *
 * @param name as the driver gives it
 * @param uuid of the single card, null with a reason where it is not known
 * @param driver its version, null with a reason where it is not known
 * @param reason null if everything is known
 */
public record GpuIdentity(
        String name,
        @Nullable String uuid,
        @Nullable String driver,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {
    public GpuIdentity {
        boolean complete = uuid != null && driver != null;
        if (name == null || name.isBlank() || (!complete && reason == null)) {
            throw new BadInputException(
                    "a GPU without name, or without UUID and driver for no reason",
                    "gpu",
                    "take them from the run's manifest");
        }
    }

    /** A card known by its UUID. */
    public static GpuIdentity of(String name, String uuid, String driver) {
        return new GpuIdentity(name, uuid, driver, null);
    }

    /** For a person: the name, and the UUID where it is known. */
    String told() {
        return uuid == null ? name : name + " (" + uuid + ")";
    }

    /** Whether both may be one card: one that tells no UUID is told apart by its name alone. */
    public boolean matches(GpuIdentity other) {
        boolean told = uuid != null && other.uuid != null;
        return told ? Objects.equals(uuid, other.uuid) : name.equals(other.name);
    }
}
