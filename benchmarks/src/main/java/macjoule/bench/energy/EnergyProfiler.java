package macjoule.bench.energy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.window.IdleBaseline;
import macjoule.bench.energy.window.WindowJournal;
import macjoule.bench.energy.window.WindowReport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.IterationType;

/**
 * Joules per operation of a GPU, for any JMH benchmark: {@code -prof macjoule.bench.energy.EnergyProfiler}. One window
 * for each measurement iteration, so that time and energy come from the same work. A window without a valid figure is
 * NaN, since JMH would count a missing one as zero; without a sensor there is no figure at all.
 */
public final class EnergyProfiler implements InternalProfiler {
    private static final long CPU_PERIOD_NANOS = 1_000_000_000L;

    private final ProfilerOptions options;
    private final NanoClock clock = NanoClock.system();
    private @Nullable GpuEnergy gpu;
    private @Nullable CpuEnergy cpu;
    private @Nullable Sampler cpuSampler;
    private int windows;
    private double secondsPerOperation = Double.NaN;

    /** With plain options. JMH makes profilers only to list them, so nothing may be opened here. */
    public EnergyProfiler() throws ProfilerException {
        this("");
    }

    public EnergyProfiler(String optionLine) throws ProfilerException {
        this.options = ProfilerOptions.parse(optionLine);
    }

    @Override
    public String getDescription() {
        return "GPU energy per operation from NVML, with a sensor passport where there is one";
    }

    /** What the joules are called in JMH's results: nothing simulated or replayed can pass for measured. */
    public static String label(Provenance provenance) {
        return provenance == Provenance.MEASURED ? "energy.gpu" : "energy." + provenance.id();
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        if (iteration.getType() != IterationType.MEASUREMENT) {
            return;
        }
        if (windows++ == 0) {
            open();
            if (options.idleSeconds() > 0) {
                writeIdle();
            }
        }
        if (gpu != null) {
            double seconds = iteration.getTime().convertTo(TimeUnit.NANOSECONDS) / 1e9;
            GpuEnergy.Slot slot = new GpuEnergy.Slot(windows - 1, iteration.getCount(), seconds);
            gpu.prepare(secondsPerOperation, benchmark.getOpsPerInvocation(), slot);
        }
        if (cpu != null && cpuSampler != null) {
            cpu.begin();
            cpuSampler.resume();
        }
        if (gpu != null) {
            gpu.begin();
        }
    }

    private void open() {
        if (options.cpu() != null) {
            CpuEnergy processor = new CpuEnergy(options.cpu(), options.clocks(), clock);
            cpu = processor;
            cpuSampler = new Sampler("cpu", processor::poll, clock, CPU_PERIOD_NANOS);
        }
        if (options.hasGpu()) {
            gpu = new GpuEnergy(options.sensor().nvml(clock), options, clock);
        }
        writeSensor();
    }

    /** Once, so that whoever reads the windows can judge what they were measured with. */
    private void writeSensor() {
        if (options.journal() == null) {
            return;
        }
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        ObjectNode sensor = line.putObject("sensor");
        if (gpu != null) {
            sensor.setAll(gpu.describe());
        }
        if (cpu != null) {
            sensor.set("cpu", cpu.describe());
        }
        append(line);
    }

    /** Software and device are ready by now, and nothing runs on them. */
    private void writeIdle() {
        IdleBaseline idle = null;
        Provenance provenance = Provenance.MEASURED;
        if (gpu != null) {
            idle = gpu.idle(options.idleSeconds());
            provenance = gpu.provenance();
        } else if (cpu != null) {
            idle = cpu.idle(options.idleSeconds());
        }
        if (idle != null && Double.isFinite(idle.watts())) {
            ObjectNode line = JsonNodeFactory.instance.objectNode();
            line.putObject("idle")
                    .put("watts", idle.watts())
                    .put("standardUncertainty", idle.standardUncertainty())
                    .put("settled", idle.settled())
                    .put("provenance", provenance.id());
            append(line);
        }
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        // An iteration that failed has no score, and what it failed with must not be hidden by another failure.
        if (result.getRawPrimaryResults().isEmpty()) {
            return List.of();
        }
        double seconds =
                OperationTime.seconds(benchmark, result.getPrimaryResult().getScore());
        // Of warm-ups too: by it the first window is prepared.
        secondsPerOperation = seconds;
        if (iteration.getType() != IterationType.MEASUREMENT) {
            return List.of();
        }
        List<Result<?>> results = new ArrayList<>();
        // The GPU first: its window is the one that ends on time.
        WindowReport ofGpu = gpu == null ? null : gpu.judged(gpu.end(), seconds, benchmark.getOpsPerInvocation());
        ObjectNode ofCpu = endCpu(seconds, results);
        ObjectNode line = ofCpu;
        if (gpu != null && ofGpu != null) {
            results.addAll(gpu.results(ofGpu, seconds));
            line = ofGpu.json().put("gpuLost", gpu.isGpuLost());
            putJoulesPerOperation(line, ofGpu.energy(), seconds);
            if (gpu.steadyState() != null) {
                line.set("steadyState", gpu.steadyState());
            }
            if (ofCpu != null) {
                line.set("cpu", ofCpu);
            }
        }
        if (line != null) {
            write(benchmark, line, seconds, result.getMetadata().getAllOps());
        }
        return results;
    }

    private @Nullable ObjectNode endCpu(double seconds, List<Result<?>> results) {
        if (cpu == null || cpuSampler == null) {
            return null;
        }
        Throwable failure = cpuSampler.pause();
        Energy ended = cpu.end();
        Energy energy = OperationTime.required(failure == null ? ended : Sampler.unread(failure), seconds);
        results.addAll(cpu.results(energy, seconds));
        ObjectNode json = cpu.json(energy);
        putJoulesPerOperation(json, energy, seconds);
        return json;
    }

    private static void putJoulesPerOperation(ObjectNode json, Energy energy, double seconds) {
        json.put(
                "joulesPerOp",
                energy instanceof Energy.Measured measured ? (Double) (measured.watts() * seconds) : null);
    }

    private void write(BenchmarkParams benchmark, ObjectNode line, double secondsPerOperation, long operations) {
        line.put("window", windows)
                .put("benchmark", benchmark.getBenchmark())
                .put("secondsPerOp", Double.isNaN(secondsPerOperation) ? null : (Double) secondsPerOperation)
                .put("operations", operations);
        ObjectNode params = line.putObject("params");
        benchmark.getParamsKeys().forEach(key -> params.put(key, benchmark.getParam(key)));
        append(line);
    }

    private void append(ObjectNode line) {
        if (options.journal() == null) {
            return;
        }
        try {
            new WindowJournal(options.journal()).append(line);
        } catch (IOException e) {
            throw new UncheckedIOException("a window was lost", e);
        }
    }
}
