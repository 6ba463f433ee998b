package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import macjoule.bench.run.MainJob.Step;
import macjoule.bench.run.RunDirectory;
import macjoule.calibration.alpha.AlphaCalibration;
import macjoule.calibration.alpha.AlphaReport;
import macjoule.calibration.alpha.PublishedEfficiency;
import macjoule.calibration.report.Table;
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

/** The steps of the main job: the same things that single commands do, kept as files. */
final class RunSteps {
    private static final List<String> PAPER_GPUS = List.of("p4000", "p100-pcie");

    /** The networks and the batch of the DeLTA paper. */
    private static final List<String> DELTA_NETWORKS = List.of("alexnet", "vgg-16", "googlenet", "resnet-152");

    private static final int DELTA_BATCH = 256;

    private final RunDirectory directory;
    private final RunReport report;
    private final boolean quick;

    private RunSteps(RunDirectory directory, RunReport report, boolean quick) {
        this.directory = directory;
        this.report = report;
        this.quick = quick;
    }

    static List<Step> all(RunDirectory directory, RunReport report, boolean quick) {
        RunSteps steps = new RunSteps(directory, report, quick);
        return List.of(
                new Step("count the networks", steps::count),
                new Step("bound them by the rooflines of the DI paper", steps::bounds),
                new Step("compare kinds of convolution", steps::convolutions),
                new Step("factorise filters", steps::factorisation),
                new Step("predict traffic and time", steps::predictions),
                new Step("train in the model", steps::training),
                new Step("refit alpha to published efficiencies", steps::alpha));
    }

    private String count() {
        List<NetworkDescription> described = describeZoo();
        Table<NetworkDescription> reuse = NetworkTables.reuse(described);
        Table<NetworkDescription> efficiency = NetworkTables.efficiency(described);
        directory.write("networks.csv", reuse.toCsv());
        directory.write("efficiency.csv", efficiency.toCsv());
        directory.write("networks.json", Json.text(DescribeJson.document(described, !quick, null)));
        report.add("Counts and reuse", "computed", reuse);
        report.add("Size, memory and data moved", "computed", efficiency);
        return described.size() + " networks";
    }

    private String bounds() {
        List<NetworkDescription> described = describeZoo();
        for (String gpu : PAPER_GPUS) {
            Table<NetworkDescription> bounds = NetworkTables.bounds(described, GpuCatalogue.find(gpu));
            directory.write("bounds-" + gpu + ".csv", bounds.toCsv());
            report.add("What bounds each network on " + gpu, "computed", bounds);
        }
        return String.join(", ", PAPER_GPUS);
    }

    private String convolutions() {
        // Table III of the DI paper: 256 maps of 28x28 in and out, 3x3 filters, 4 groups.
        Table<ConvolutionComparison> table = StudyTables.convolutions(new ConvolutionSize(256, 256, 3, 28, 4));
        directory.write("convolutions.csv", table.toCsv());
        report.add("Kinds of convolution", "computed", table);
        return table.rows().size() + " kinds";
    }

    private String factorisation() {
        // The example of the compact-DNN paper: one 5x5 filter over a colour image, or two 3x3 filters in its place.
        FilterFactorisation study = FilterFactorisation.of(new Shape(3, 224, 224), 1, 5, List.of(3, 3));
        Table<StudyTables.Change> table = StudyTables.factorisation(study);
        directory.write("factorisation.csv", table.toCsv());
        report.add("A 5x5 filter factorised into two of 3x3", "computed", table);
        return "5x5 into two 3x3";
    }

    private String predictions() {
        Delta delta = Delta.paper(DeltaOptions.PAPER);
        GpuSpec gpu = GpuCatalogue.find("titan-xp");
        ObjectNode document = Json.document("predictions");
        ArrayNode networks = document.putArray("networks");
        for (String name : DELTA_NETWORKS) {
            List<ConvDims> layers = ConvDims.of(Zoo.get(name).network(), DELTA_BATCH);
            Predictions predictions = new Predictions(name, gpu, DELTA_BATCH, true, delta.predict(layers, gpu), null);
            directory.write("predictions-" + name + ".csv", predictions.table().toCsv());
            networks.add(predictions.json());
            if (!quick) {
                report.add("DeLTA: " + name + " on " + gpu.title(), "computed", predictions.table());
            }
        }
        directory.write("predictions.json", Json.text(document));
        return DELTA_NETWORKS.size() + " networks on " + gpu.name();
    }

    private String training() {
        List<ReproductionRow> rows = ReproductionTable.rows();
        Table<ReproductionRow> table = TrainingTables.reproduction(rows);
        directory.write("training-reproduction.csv", table.toCsv());
        report.add("The training-memory model beside its thesis", "computed; the thesis' numbers are published", table);
        return rows.stream().filter(ReproductionRow::agrees).count() + " of " + rows.size() + " numbers agree";
    }

    private String alpha() {
        AlphaReport fit = AlphaCalibration.withDefaults().calibrate(PublishedEfficiency.p100());
        directory.write("alpha-published-p100.json", Json.text(AlphaJson.of(fit, true)));
        directory.write("alpha-published-p100.csv", AlphaView.curve(fit).toCsv());
        report.addText(
                "Alpha, refitted to the published Tesla P100",
                "published measurements, computed fit",
                AlphaView.summary(fit));
        report.add(
                "What goes with energy efficiency",
                "published measurements, computed fit",
                AlphaView.associations(fit));
        report.add("Rivals of DI", "published measurements, computed fit", AlphaView.rivals(fit));
        return String.format(
                Locale.ROOT,
                "alpha %.3f from published data, nothing measured here",
                fit.fit().alpha());
    }

    private static List<NetworkDescription> describeZoo() {
        return Zoo.entries().stream()
                .map(entry -> NetworkInput.find(entry.name(), null, false))
                .map(input -> NetworkDescription.of(input, 1, Convention.PAPER, Reuse.PAPER_ALPHA))
                .toList();
    }
}
