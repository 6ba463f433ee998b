package macjoule.bench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import macjoule.bench.plan.CaseLayers;
import macjoule.calibration.alpha.DeltaEstimate;
import macjoule.calibration.alpha.GpuIdentity;
import macjoule.calibration.alpha.HardwareProfile;
import macjoule.calibration.record.CountersFile;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.traffic.CounterJoin;
import macjoule.calibration.traffic.LayerReference;
import macjoule.calibration.traffic.TrafficCheck;
import macjoule.calibration.traffic.TrafficEvidence;
import macjoule.model.BadInputException;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.sim.Simulator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds the traffic models against a run. */
@Command(
        name = "traffic",
        description = {
            "Holds DeLTA and DeLTA+ against what the counters of a run say, level by level, and names what makes the difference.",
            "Finds the share and the memory latency of DeLTA+ for that card, with the error to expect on layers not measured."
        },
        footer = {
            "",
            "Counters stand in the run's counters.csv. The simulator stands in for them where there are"
                    + " none; what comes of it is labelled simulated. Kernels whose names tell tile and stages are"
                    + " held against the model of such kernels as well. Different arithmetic or layout makes groups"
                    + " of its own. GMAE is exp(mean |ln(model / reference)|) - 1. CSV has every layer at every level."
        })
final class CalibrateTrafficCommand extends OutputCommand {
    /** What a run without counters of its own is simulated on. */
    private static final String USUAL_GPU = "titan-xp";

    /** What to compare with. */
    enum Against {
        COUNTERS,
        SIMULATOR
    }

    @Parameters(paramLabel = "RUN", description = "A run directory.")
    private Path run = Path.of("");

    @Option(
            names = "--against",
            paramLabel = "WHAT",
            split = ",",
            defaultValue = "counters",
            description = "counters, simulator or both, with a comma between; default ${DEFAULT-VALUE}.")
    private List<Against> against = List.of(Against.COUNTERS);

    @Option(
            names = "--gpu",
            paramLabel = "GPU",
            description =
                    "What the models take the card to be: a name that 'gpus' lists, or a file. Without it, what the"
                            + " run's manifest says.")
    private @Nullable String gpu;

    @Option(
            names = "--profile-out",
            paramLabel = "FILE",
            description =
                    "Keep the calibrated numbers in this hardware profile; one that is there and of the same card is"
                            + " extended.")
    private @Nullable Path profile;

    @Override
    public Integer call() {
        RunRecord record = RunRecord.read(run);
        RunTraffic traffic = new RunTraffic(run, record, gpu);
        GpuSpec spec = gpu(traffic, record);
        Optional<CounterJoin> counters = traffic.counters();
        List<TrafficEvidence> evidence = new ArrayList<>();
        for (Against one : against.stream().distinct().toList()) {
            evidence.add(
                    switch (one) {
                        case COUNTERS -> counted(counters, spec);
                        case SIMULATOR -> simulated(record, counters, spec);
                    });
        }
        TrafficResult result = new TrafficResult(run.toString(), spec, counters, evidence);
        Path file = profile;
        if (file != null) {
            keep(file, record, result);
        }
        return show(
                () -> TrafficView.text(result), () -> TrafficView.layers(result).toCsv(), () -> TrafficJson.of(result));
    }

    /** A run that names no card and is only simulated is simulated on the usual one. */
    private GpuSpec gpu(RunTraffic traffic, RunRecord record) {
        boolean unnamed = gpu == null && RunGpu.of(record.manifest()).isEmpty();
        return unnamed && !against.contains(Against.COUNTERS) ? GpuCatalogue.find(USUAL_GPU) : traffic.gpu();
    }

    private void keep(Path file, RunRecord record, TrafficResult result) {
        GpuIdentity card = RunGpu.of(record.manifest())
                .orElseGet(() ->
                        new GpuIdentity(result.gpu().title(), null, null, "the manifest of the run names no card"));
        TrafficCheck check = result.checks().stream()
                .findFirst()
                .orElseThrow(() -> new BadInputException(
                        "nothing to calibrate DeLTA+ to",
                        run.toString(),
                        "count fp32 or tf32 convolutions in nchw, or leave out --profile-out"));
        DeltaEstimate estimate = check.calibration().estimate(result.gpu().name(), List.of(run.toString()));
        HardwareProfile known = HardwareProfile.toExtend(file, card);
        if (estimate.knowsNothing()) {
            note("nothing kept in " + file + ": share "
                    + estimate.share().reason() + "; memory latency "
                    + estimate.dramLatencySeconds().reason());
            return;
        }
        known.withDelta(estimate).write(file);
        note("traffic calibration of " + check.group() + " kept in " + file);
    }

    private TrafficEvidence counted(Optional<CounterJoin> counters, GpuSpec spec) {
        CounterJoin join = counters.orElseThrow(() -> new BadInputException(
                "no counters.csv in the run",
                run.toString(),
                "measure with --counters, or compare with the simulator"));
        TrafficEvidence evidence = TrafficEvidence.ofCounters(join, spec);
        if (evidence.comparisons().isEmpty()) {
            CounterJoin.LeftOut first = evidence.leftOut().isEmpty()
                    ? new CounterJoin.LeftOut("the counters", "they are empty")
                    : evidence.leftOut().get(0);
            throw new BadInputException(
                    "no counted layer can be compared, such as " + first.what() + " (" + first.reason() + ")",
                    run.resolve(CountersFile.FILE).toString(),
                    "count convolutions as implicit GEMM, or compare with the simulator");
        }
        return evidence;
    }

    /** The counted layers with their tiles; without counters, all layers of the plan. */
    private TrafficEvidence simulated(RunRecord record, Optional<CounterJoin> counters, GpuSpec spec) {
        List<LayerReference> layers = counters.map(CounterJoin::layers)
                .filter(counted -> !counted.isEmpty())
                .orElseGet(() -> CaseLayers.planned(record.manifest()).stream()
                        .map(TrafficCheck::uncounted)
                        .toList());
        if (layers.isEmpty()) {
            throw new BadInputException(
                    "no convolution or fully connected layer in the plan", run.toString(), "give a run of layers");
        }
        note("simulating " + layers.size() + " layers on " + spec.title());
        try (Simulator simulator = Simulator.withThreads(Runtime.getRuntime().availableProcessors())) {
            return TrafficEvidence.ofSimulator(layers, spec, simulator);
        }
    }
}
