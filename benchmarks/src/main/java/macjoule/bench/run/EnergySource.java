package macjoule.bench.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import macjoule.bench.energy.EnergyState;
import macjoule.bench.energy.SensorSpec;
import macjoule.bench.energy.rapl.Rapl;
import macjoule.bench.jmh.EnergyMeter;

/** Which meter a run measures energy with. */
public final class EnergySource {
    /** The field of a manifest that names the sensors, so that a process that is given the run finds the same ones. */
    static final String SENSOR = "sensor";

    /** The system property that names another place of the processor's energy counters. */
    public static final String POWERCAP = "macjoule.powercap";

    private static final Path PROCESSORS = Path.of("/sys/devices/system/cpu");

    private EnergySource() {}

    /** A meter over these sensors, to tell what they are. */
    public static EnergyMeter of(SensorSpec sensor) {
        return of(sensor, 0);
    }

    /** The meter that a manifest asks for. */
    static EnergyMeter of(ObjectNode energy) {
        return of(recorded(energy), energy.path(Campaign.STEADY_SECONDS).asInt(0));
    }

    private static EnergyMeter of(SensorSpec sensor, int steadySeconds) {
        Path powercap = Path.of(System.getProperty(POWERCAP, Rapl.SYSFS.toString()));
        return new SensorMeter(sensor, EnergyState.of(sensor), powercap, PROCESSORS, steadySeconds);
    }

    /** The sensors that a manifest names. */
    static SensorSpec recorded(ObjectNode energy) {
        return SensorSpec.parse(energy.path(SENSOR).asText(SensorSpec.HOST.toString()));
    }
}
