package macjoule.bench.jmh;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.fake.GpuScript;
import macjoule.bench.energy.fake.SensorScript;
import macjoule.bench.energy.fake.SimulatedNvml;
import macjoule.bench.energy.nvml.JnaNvml;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.passport.PassportStore;
import macjoule.bench.energy.window.GpuMeter;
import macjoule.bench.energy.window.Neighbours;
import macjoule.model.BadInputException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one look at a GPU's sensors costs. At the usual period of 2 ms, 20 us are one per cent of a core. A simulated GPU shows the cost
 * of all but binding and driver. {@code -p sensor=library -jvmArgsAppend -Dmacjoule.nvml=PATH} adds the binding, to a library that
 * stands in for NVML such as the one that the tests compile, and on a host with a GPU {@code -p sensor=host} adds the driver as well. Run
 * with {@code ./macjoule SamplerBenchmark -prof gc}: nothing is allocated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SamplerBenchmark {
    /** The system property that names a library to be called in place of NVML. */
    static final String LIBRARY = "macjoule.nvml";

    @Param("simulated")
    public String sensor = "simulated";

    @SuppressWarnings("NullAway.Init")
    private GpuMeter meter;

    @Setup
    public void open() {
        NanoClock clock = NanoClock.system();
        meter = new GpuMeter(
                nvml(clock), "", new PassportStore(Path.of("none")), new Neighbours(Set.of(), false), clock);
        if (meter.absence() != null) {
            throw new IllegalStateException("no sensor: " + meter.absence());
        }
    }

    private Nvml nvml(NanoClock clock) {
        return switch (sensor) {
            case "simulated" -> simulated(clock);
            case "library" -> new JnaNvml(library());
            case "host" -> new JnaNvml();
            default -> throw new BadInputException("unknown sensor", sensor, "give simulated, library or host");
        };
    }

    private static String library() {
        String path = System.getProperty(LIBRARY, "");
        if (path.isEmpty()) {
            throw new BadInputException("no library", LIBRARY, "give -jvmArgsAppend -D" + LIBRARY + "=PATH");
        }
        return path;
    }

    private static Nvml simulated(NanoClock clock) {
        GpuScript gpu = new GpuScript().counter(SensorScript.boxcar(100, 100)).instant(SensorScript.boxcar(100, 25));
        return new SimulatedNvml("simulated", List.of(gpu), clock);
    }

    @Setup(Level.Iteration)
    public void begin() {
        meter.begin();
    }

    @Benchmark
    public void sample() {
        meter.poll();
    }

    @TearDown
    public void close() {
        meter.close();
    }
}
