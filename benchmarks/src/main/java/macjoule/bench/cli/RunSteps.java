package macjoule.bench.cli;

import java.util.List;
import macjoule.bench.run.MainJob.Step;
import macjoule.bench.run.RunDirectory;
import macjoule.calibration.report.Table;
import macjoule.model.count.Convention;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.net.Shape;
import macjoule.model.reuse.ConvolutionComparison;
import macjoule.model.reuse.ConvolutionSize;
import macjoule.model.reuse.FilterFactorisation;
import macjoule.model.reuse.Reuse;
import macjoule.model.zoo.Zoo;

/** The steps of the main job: the same things that single commands do, kept as files. */
final class RunSteps {
    private static final List<String> PAPER_GPUS = List.of("p4000", "p100-pcie");

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
                new Step("factorise filters", steps::factorisation));
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

    private static List<NetworkDescription> describeZoo() {
        return Zoo.entries().stream()
                .map(entry -> NetworkInput.find(entry.name(), null, false))
                .map(input -> NetworkDescription.of(input, 1, Convention.PAPER, Reuse.PAPER_ALPHA))
                .toList();
    }
}
