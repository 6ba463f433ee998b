package macjoule.bench.energy;

import java.nio.file.Path;
import macjoule.bench.energy.passport.PassportStore;

/**
 * Where this host keeps what outlives a run: sensor passports, the journal of locked clocks, the locks of GPUs. Simulated and
 * replayed sensors have places of their own.
 */
public record EnergyState(Path folder) {
    /** The system property that names another place. */
    public static final String PROPERTY = "macjoule.state";

    public static EnergyState of(SensorSpec sensor) {
        String named = System.getProperty(PROPERTY);
        Path root = named == null ? Path.of(System.getProperty("user.home", "."), ".macjoule") : Path.of(named);
        return new EnergyState(root.toAbsolutePath().resolve(sensor.folderName()));
    }

    /** The folder of passports. */
    public Path passportFolder() {
        return folder.resolve("passports");
    }

    public PassportStore passports() {
        return new PassportStore(passportFolder());
    }

    /** The folder of the journal of locked clocks. */
    public Path clocks() {
        return folder.resolve("clocks");
    }

    /** The folder of the locks that keep two measurements off one GPU. */
    public Path locks() {
        return folder.resolve("locks");
    }
}
