package macjoule.calibration.alpha;

import macjoule.model.BadInputException;

/**
 * Which card, with which driver: what is measured on one holds for no other without asking.
 *
 * @param uuid of the single card
 */
public record GpuIdentity(String name, String uuid, String driver) {
    public GpuIdentity {
        if (name == null || uuid == null || driver == null || name.isBlank() || uuid.isBlank()) {
            throw new BadInputException(
                    "a GPU without name, UUID or driver", "gpu", "take them from the run's manifest");
        }
    }
}
