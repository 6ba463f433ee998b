package macjoule.bench.energy.fake;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a simulated GPU is like. What a script leaves out keeps the plain value given here. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.NON_PRIVATE)
public final class GpuScript {
    private static final int NOT_SUPPORTED = 3;

    String name = "Simulated GPU";
    String uuid = "GPU-00000000-0000-0000-0000-000000000000";
    String pciBusId = "00000000:01:00.0";
    String vbios = "00.00.00.00.00";
    double limitWatts = 400;
    double idleWatts = 60;
    double loadWatts = 300;

    /** What operations draw whose power is not level, or null where they draw {@code loadWatts}. */
    @Nullable
    OperationScript operation;

    /** The sensors behind field 186, field 185 and the older power query. */
    SensorScript instant = SensorScript.refusing(NOT_SUPPORTED);

    SensorScript average = SensorScript.refusing(NOT_SUPPORTED);
    SensorScript usage = SensorScript.refusing(NOT_SUPPORTED);

    /** The energy counter, whose window matters only if it is fed by samples. */
    SensorScript counter = SensorScript.refusing(NOT_SUPPORTED);

    boolean counterFromSamples;

    /** The samples that the driver keeps of power, of which noise matters nothing. */
    SensorScript samples = SensorScript.refusing(NOT_SUPPORTED);

    /** Divided into instances. */
    boolean mig;

    /** Its fields are of GPU and CPU together. */
    boolean moduleOnly;

    List<Integer> processes = new ArrayList<>();
    List<FaultScript> faults = new ArrayList<>();

    /** How long a call takes. */
    double readMicros;

    long seed = 1;

    /** Where the state of the clocks is kept, so that it outlives the process as that of a real GPU does. */
    @Nullable
    String clockFile;

    public GpuScript instant(SensorScript sensor) {
        instant = sensor;
        return this;
    }

    public GpuScript average(SensorScript sensor) {
        average = sensor;
        return this;
    }

    public GpuScript usage(SensorScript sensor) {
        usage = sensor;
        return this;
    }

    public GpuScript counter(SensorScript sensor) {
        counter = sensor;
        return this;
    }

    /** A counter that multiplies samples by the update period and so misses what lies between them. */
    public GpuScript sampledCounter(SensorScript sensor) {
        counter = sensor;
        counterFromSamples = true;
        return this;
    }

    public GpuScript samples(SensorScript sensor) {
        samples = sensor;
        return this;
    }

    public GpuScript identity(String gpuUuid, String busId) {
        uuid = gpuUuid;
        pciBusId = busId;
        return this;
    }

    public GpuScript watts(double idle, double load, double limit) {
        idleWatts = idle;
        loadWatts = load;
        limitWatts = limit;
        return this;
    }

    public GpuScript operation(OperationScript script) {
        operation = script;
        return this;
    }

    public GpuScript mig() {
        mig = true;
        return this;
    }

    public GpuScript moduleOnly() {
        moduleOnly = true;
        return this;
    }

    public GpuScript process(int pid) {
        processes.add(pid);
        return this;
    }

    public GpuScript fault(FaultScript fault) {
        faults.add(fault);
        return this;
    }

    public GpuScript readMicros(double micros) {
        readMicros = micros;
        return this;
    }

    public GpuScript clockFile(String file) {
        clockFile = file;
        return this;
    }

    public GpuScript seed(long randomSeed) {
        seed = randomSeed;
        return this;
    }
}
