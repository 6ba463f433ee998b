package macjoule.calibration.alpha;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the joules of an energy efficiency are: a choice that moves alpha, since idle power weighs most on slow networks. */
public enum EnergyBasis {
    /** All that the device drew. */
    GROSS,
    /** Less what the device would have drawn idle in the same time. */
    NET,
    /** Not told by whoever wrote the numbers down. */
    UNSTATED;

    /** The name on the command line and in files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<EnergyBasis> find(String id) {
        return Arrays.stream(values()).filter(basis -> basis.id().equals(id)).findFirst();
    }
}
