package macjoule.model.delta.explore;

import java.util.Arrays;
import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.Nearest;

/** What a GPU has that a design can have more or less of. */
public enum Resource {
    SM_COUNT("smCount", false),
    MAC_PER_SM("macPerSm", true),
    REGISTERS_PER_SM("registersPerSm", true),
    SHARED_SIZE_PER_SM("sharedSizePerSm", true),
    SHARED_BANDWIDTH_PER_SM("sharedBandwidthPerSm", true),
    L1_SIZE_PER_SM("l1SizePerSm", true),
    L1_BANDWIDTH_PER_SM("l1BandwidthPerSm", true),
    L2_SIZE("l2Size", false),
    L2_BANDWIDTH("l2Bandwidth", false),
    DRAM_BANDWIDTH("dramBandwidth", false);

    private final String key;
    private final boolean perSm;

    Resource(String key, boolean perSm) {
        this.key = key;
        this.perSm = perSm;
    }

    /** Its name in files. */
    public String key() {
        return key;
    }

    /** Whether each SM has its own, so that more SMs bring more of it. */
    public boolean perSm() {
        return perSm;
    }

    public static Resource parse(String key) {
        for (Resource resource : values()) {
            if (resource.key.equals(key)) {
                return resource;
            }
        }
        List<String> known = Arrays.stream(values()).map(Resource::key).toList();
        throw new BadInputException("'" + key + "' is not a resource", "design", Nearest.hint(key, known));
    }
}
