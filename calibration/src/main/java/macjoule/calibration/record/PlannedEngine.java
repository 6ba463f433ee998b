package macjoule.calibration.record;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An engine that was asked for.
 *
 * @param device what it computes on, so that engines on one device share one peak
 * @param reason why this host cannot run it, null if it can
 */
public record PlannedEngine(
        String name,
        String description,
        String device,
        @Nullable String reason) {
    public PlannedEngine {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(device, "device");
    }
}
