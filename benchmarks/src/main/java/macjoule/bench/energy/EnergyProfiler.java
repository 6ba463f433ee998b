package macjoule.bench.energy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.fake.SimulationFile;
import macjoule.bench.energy.nvml.JnaNvml;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.passport.PassportStore;
import macjoule.bench.energy.replay.ReplayedNvml;
import macjoule.bench.energy.window.GpuMeter;
import macjoule.bench.energy.window.Neighbours;
import macjoule.bench.energy.window.WindowJournal;
import macjoule.bench.energy.window.WindowReport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.runner.IterationType;

/**
 * Joules per operation of a GPU, for any JMH benchmark: {@code -prof macjoule.bench.energy.EnergyProfiler}. One window
 * for each measurement iteration, so that time and energy come from the same work. A window without a valid figure is
 * NaN, since JMH would count a missing one as zero; without a sensor there is no figure at all.
 */
public final class EnergyProfiler implements InternalProfiler {
    private final ProfilerOptions options;
    private final NanoClock clock = NanoClock.system();
    private @Nullable GpuMeter meter;
    private @Nullable Sampler sampler;
    private @Nullable CpuEnergy cpu;
    private Provenance provenance = Provenance.MEASURED;

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
        if (meter == null) {
            open();
        }
        if (cpu != null) {
            cpu.begin();
        }
        if (meter != null && sampler != null && meter.absence() == null) {
            meter.begin();
            sampler.resume();
        }
    }

    private void open() {
        cpu = options.cpu() == null ? null : new CpuEnergy(options.cpu(), clock);
        Nvml nvml = nvml();
        provenance = nvml.provenance();
        meter = new GpuMeter(
                nvml, options.gpu(), new PassportStore(options.passports()), Neighbours.ofThisProcess(), clock);
        Energy absence = meter.absence();
        if (absence == null) {
            sampler = new Sampler(meter::poll, clock, Math.round(options.periodMillis() * 1e6));
        } else {
            System.err.println("macjoule: no GPU energy: " + reason(absence));
        }
    }

    private Nvml nvml() {
        if (options.simulate() != null) {
            return SimulationFile.read(options.simulate(), clock);
        }
        return options.replay() != null ? ReplayedNvml.read(options.replay(), clock) : new JnaNvml();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        if (iteration.getType() != IterationType.MEASUREMENT) {
            return List.of();
        }
        double seconds =
                OperationTime.seconds(benchmark, result.getPrimaryResult().getScore());
        List<ScalarResult> results = new ArrayList<>();
        if (cpu != null) {
            results.addAll(cpu.end(seconds));
        }
        if (meter != null && sampler != null) {
            sampler.pause();
            WindowReport window = meter.end();
            write(benchmark, window, seconds);
            results.addAll(results(window, seconds));
        }
        return results;
    }

    private List<ScalarResult> results(WindowReport window, double secondsPerOperation) {
        String label = label(provenance);
        Energy.Measured measured = window.energy() instanceof Energy.Measured known ? known : null;
        return List.of(
                scalar(label, window.joulesPerOperation(secondsPerOperation), "J/op"),
                scalar(label + ".power", measured == null ? Double.NaN : measured.watts(), "W"),
                scalar(
                        label + ".comparison",
                        measured == null ? Double.NaN : measured.uncertainty().comparison(),
                        "relative"),
                scalar(
                        label + ".absolute",
                        measured == null ? Double.NaN : measured.uncertainty().absolute(),
                        "relative"));
    }

    private static ScalarResult scalar(String label, double value, String unit) {
        return new ScalarResult(label, value, unit, AggregationPolicy.AVG);
    }

    private void write(BenchmarkParams benchmark, WindowReport window, double secondsPerOperation) {
        if (options.journal() == null) {
            return;
        }
        ObjectNode line =
                window.json().put("benchmark", benchmark.getBenchmark()).put("secondsPerOp", secondsPerOperation);
        ObjectNode params = line.putObject("params");
        benchmark.getParamsKeys().forEach(key -> params.put(key, benchmark.getParam(key)));
        try {
            new WindowJournal(options.journal()).append(line);
        } catch (IOException e) {
            throw new UncheckedIOException("a window was lost", e);
        }
    }

    private static String reason(Energy absence) {
        if (absence instanceof Energy.Unavailable unavailable) {
            return unavailable.reason();
        }
        return absence instanceof Energy.Shared shared
                ? shared.reason()
                : absence.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
