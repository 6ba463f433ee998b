package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import macjoule.bench.doctor.Tier;
import macjoule.bench.run.MainJob.Step;
import macjoule.bench.run.RunDirectory;
import macjoule.calibration.alpha.AlphaCalibration;
import macjoule.calibration.alpha.AlphaReport;
import macjoule.calibration.alpha.PublishedEfficiency;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.Joules;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Table;
import macjoule.calibration.report.sections.ComputedReport;
import macjoule.calibration.report.sections.MeasuredReport;
import macjoule.calibration.report.sections.RunSections;
import macjoule.calibration.report.sections.SimulatedLayer;
import macjoule.calibration.report.sections.SimulationSections;
import macjoule.model.count.Convention;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Delta;
import macjoule.model.delta.DeltaOptions;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.net.Shape;
import macjoule.model.reuse.ConvolutionComparison;
import macjoule.model.reuse.ConvolutionSize;
import macjoule.model.reuse.FilterFactorisation;
import macjoule.model.reuse.Reuse;
import macjoule.model.training.study.ReproductionRow;
import macjoule.model.training.study.ReproductionTable;
import macjoule.model.zoo.Zoo;
import org.jspecify.annotations.Nullable;

/** The steps of the main job: the same things that single commands do, kept as files. */
final class RunSteps {
    private static final List<String> PAPER_GPUS = List.of("p4000", "p100-pcie");

    /** The networks and the batch of the DeLTA paper. */
    private static final List<String> DELTA_NETWORKS = List.of("alexnet", "vgg-16", "googlenet", "resnet-152");

    private static final int DELTA_BATCH = 256;
    private static final String DELTA_GPU = "titan-xp";

    /** How many of the paper's 83 layers the two forms of the job simulate. */
    private static final int QUICK_LAYERS = 6;

    private static final int SIMULATED_LAYERS = 24;

    private final RunDirectory directory;
    private final RunReport report;
    private final RunMeasuring measuring;
    private final boolean quick;
    private @Nullable RunRecord measured;

    RunSteps(RunDirectory directory, RunReport report, RunMeasuring measuring, boolean quick) {
        this.directory = directory;
        this.report = report;
        this.measuring = measuring;
        this.quick = quick;
    }

    List<Step> all(boolean computeOnly) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("look at this host", this::doctor));
        if (!computeOnly) {
            steps.add(new Step("measure layers and networks", this::measure));
        }
        steps.add(new Step("draw charts", this::charts));
        steps.add(new Step("count the networks", this::count));
        steps.add(new Step("bound them by the rooflines of the DI paper", this::bounds));
        steps.add(new Step("compare kinds of convolution", this::convolutions));
        steps.add(new Step("factorise filters", this::factorisation));
        steps.add(new Step("predict traffic and time", this::predictions));
        steps.add(new Step("hold the predictions against the simulation", this::simulation));
        steps.add(new Step("train in the model", this::training));
        steps.add(new Step("refit alpha to published efficiencies", this::alpha));
        return steps;
    }

    /** What was measured, null if nothing was, or if that failed. */
    @Nullable
    RunRecord measured() {
        return measured;
    }

    private String doctor() {
        Table<Tier> table = DoctorCommand.table();
        directory.write("doctor.csv", table.toCsv());
        report.add("doctor", "What this host can measure", Origin.MEASURED, table);
        return table.rows().stream()
                .map(tier -> tier.name() + " " + tier.status().id())
                .collect(Collectors.joining(", "));
    }

    private String measure() {
        RunRecord record = measuring.run(directory.path());
        measured = record;
        BenchReport bench = new BenchReport(directory.path(), record);
        directory.write("bench.csv", bench.table().toCsv());
        directory.write("bench.json", Json.text(bench.json()));
        report.addAll(new RunTraffic(directory.path(), record, null).sections(Origin.MEASURED));
        report.addAll(MeasuredReport.of(record, Origin.MEASURED));
        report.add("bench", "Every case measured", Origin.MEASURED, bench.table());
        List<CaseResult> cases = record.results().stream()
                .filter(result -> result.status() == CaseResult.Status.MEASURED)
                .toList();
        report.setMeasured(RunSections.sensor(record.manifest()), told(cases));
        return cases.size() + " of " + record.results().size() + " cases measured";
    }

    /** Joules that no hardware drew now are called what they are. */
    static String told(List<CaseResult> results) {
        Map<String, Long> joules = results.stream()
                .map(CaseResult::joules)
                .flatMap(Stream::ofNullable)
                .collect(Collectors.groupingBy(Joules::provenance, TreeMap::new, Collectors.counting()));
        String energy = joules.entrySet().stream()
                .map(kind ->
                        (kind.getKey().equals("measured") ? "" : kind.getKey() + " ") + "energy of " + kind.getValue())
                .collect(Collectors.joining(", "));
        return "time of " + results.size() + " cases, " + (energy.isEmpty() ? "energy of none" : energy);
    }

    private String count() {
        List<NetworkDescription> described = describeZoo();
        Table<NetworkDescription> efficiency = NetworkTables.efficiency(described);
        directory.write("networks.csv", NetworkTables.reuse(described).toCsv());
        directory.write("efficiency.csv", efficiency.toCsv());
        directory.write("networks.json", Json.text(DescribeJson.document(described, !quick, null)));
        report.add("efficiency", "Size, memory and data moved", Origin.COMPUTED, efficiency);
        return described.size() + " networks";
    }

    private String bounds() {
        List<NetworkDescription> described = describeZoo();
        for (String gpu : PAPER_GPUS) {
            Table<NetworkDescription> bounds = NetworkTables.bounds(described, GpuCatalogue.find(gpu));
            directory.write("bounds-" + gpu + ".csv", bounds.toCsv());
            report.add("bounds-" + gpu, "What bounds each network on " + gpu, Origin.COMPUTED, bounds);
        }
        return String.join(", ", PAPER_GPUS);
    }

    private String convolutions() {
        // Table III of the DI paper: 256 maps of 28x28 in and out, 3x3 filters, 4 groups.
        Table<ConvolutionComparison> table = StudyTables.convolutions(new ConvolutionSize(256, 256, 3, 28, 4));
        directory.write("convolutions.csv", table.toCsv());
        report.add("convolutions", "Kinds of convolution", Origin.COMPUTED, table);
        return table.rows().size() + " kinds";
    }

    private String factorisation() {
        // The example of the compact-DNN paper: one 5x5 filter over a colour image, or two 3x3 filters in its place.
        FilterFactorisation study = FilterFactorisation.of(new Shape(3, 224, 224), 1, 5, List.of(3, 3));
        Table<StudyTables.Change> table = StudyTables.factorisation(study);
        directory.write("factorisation.csv", table.toCsv());
        report.add("factorisation", "A 5x5 filter factorised into two of 3x3", Origin.COMPUTED, table);
        return "5x5 into two 3x3";
    }

    private String predictions() {
        Delta delta = Delta.paper(DeltaOptions.PAPER);
        GpuSpec gpu = GpuCatalogue.find(DELTA_GPU);
        ObjectNode document = Json.document("predictions");
        ArrayNode networks = document.putArray("networks");
        for (String name : DELTA_NETWORKS) {
            List<ConvDims> layers = ConvDims.of(Zoo.get(name).network(), DELTA_BATCH);
            Predictions predictions = new Predictions(name, gpu, DELTA_BATCH, true, delta.predict(layers, gpu), null);
            directory.write("predictions-" + name + ".csv", predictions.table().toCsv());
            report.add("delta-" + name, "DeLTA: " + name + " on " + gpu.name(), Origin.COMPUTED, predictions.table());
            networks.add(predictions.json());
        }
        directory.write("predictions.json", Json.text(document));
        return DELTA_NETWORKS.size() + " networks on " + gpu.name();
    }

    private String simulation() {
        List<SimulatedLayer> layers =
                SimulatedLayers.of(GpuCatalogue.find(DELTA_GPU), quick ? QUICK_LAYERS : SIMULATED_LAYERS);
        Table<SimulatedLayer> table = SimulatedLayers.table(layers);
        directory.write("simulation.csv", table.toCsv());
        report.addAll(SimulationSections.of(layers));
        report.add("simulation", "Predicted over simulated traffic, layer by layer", Origin.SIMULATED, table);
        return layers.size() + " layers, simulated, not measured";
    }

    private String training() {
        List<ReproductionRow> rows = ReproductionTable.rows();
        Table<ReproductionRow> table = TrainingTables.reproduction(rows);
        directory.write("training-reproduction.csv", table.toCsv());
        report.add("reproduction", "The training-memory model beside its thesis", Origin.COMPUTED, table);
        return rows.stream().filter(ReproductionRow::agrees).count() + " of " + rows.size() + " numbers agree";
    }

    private String alpha() {
        AlphaReport fit = AlphaCalibration.withDefaults().calibrate(PublishedEfficiency.p100());
        directory.write("alpha-published-p100.json", Json.text(AlphaJson.of(AlphaResult.of(fit, "published"))));
        report.add("alpha-metrics", "What goes with energy efficiency", Origin.PUBLISHED, AlphaView.associations(fit));
        return String.format(
                Locale.ROOT,
                "alpha %.3f from published data, nothing measured here",
                fit.fit().alpha());
    }

    private String charts() {
        report.addAll(ComputedReport.sections());
        return "networks, rooflines, published efficiency, predictions, training";
    }

    private static List<NetworkDescription> describeZoo() {
        return Zoo.entries().stream()
                .map(entry -> NetworkInput.find(entry.name(), null, false))
                .map(input -> NetworkDescription.of(input, 1, Convention.PAPER, Reuse.PAPER_ALPHA))
                .toList();
    }
}
