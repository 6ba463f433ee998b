package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Table;
import macjoule.model.delta.Bottleneck;
import macjoule.model.delta.Delta;
import macjoule.model.delta.explore.Design;
import macjoule.model.delta.explore.DesignSpace;
import macjoule.model.delta.explore.DesignSweep;
import macjoule.model.delta.explore.ScalingOption;
import macjoule.model.delta.explore.ScalingOptions;
import macjoule.model.delta.explore.ScalingResult;
import macjoule.model.delta.explore.ScalingStudy;
import macjoule.model.delta.explore.Workload;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a GPU with more of some resource would gain. */
@Command(
        name = "explore",
        description = {
            "What GPUs with more of some resource would gain on the convolutions of a network.",
            "Compares given options, by default those of DeLTA's Fig. 16a; with --range it tries every"
                    + " combination and shows the designs that no other one beats at their cost."
        },
        footer = {
            "",
            "Resources: smCount macPerSm registersPerSm sharedSizePerSm sharedBandwidthPerSm l1SizePerSm"
                    + " l1BandwidthPerSm l2Size l2Bandwidth dramBandwidth. Speed-ups are computed, not measured."
        })
final class ExploreCommand extends OutputCommand {
    @Option(
            names = "--gpu",
            paramLabel = "GPU",
            defaultValue = "titan-xp",
            description = "The GPU to start from; default ${DEFAULT-VALUE}.")
    private String gpu = "titan-xp";

    @Option(
            names = "--network",
            paramLabel = "NETWORK",
            defaultValue = "resnet-152",
            description = "What it runs; default ${DEFAULT-VALUE}.")
    private String network = "resnet-152";

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "256",
            description = "Images at a time; default ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--options",
            paramLabel = "FILE",
            description = "Options of your own, in the form of the built-in ones.")
    private @Nullable Path options;

    @Option(
            names = "--range",
            paramLabel = "RESOURCE=FROM..TO:STEP",
            description = "Factors of a resource to try, such as smCount=1..4:0.5; repeat for more resources. At most "
                    + DesignOptions.MOST_DESIGNS + " designs.")
    private List<String> ranges = List.of();

    @Option(
            names = "--cost",
            split = ",",
            paramLabel = "RESOURCE=WEIGHT",
            description = "What resources weigh in the cost of a design; default all the same.")
    private Map<String, Double> weights = Map.of();

    @Mixin
    private DeltaModelOptions model = new DeltaModelOptions();

    @Override
    public Integer call() {
        UsageException.requirePositiveBatch(batch);
        if (!ranges.isEmpty()) {
            given().refuseBeside("--range", "--options");
        }
        given().refuseWithout("--range", "--cost");
        GpuSpec base = GpuCatalogue.find(gpu);
        Workload workload =
                Workload.convolutions(NetworkInput.find(network, null, false).network(), batch);
        Delta delta = model.delta(base);
        return ranges.isEmpty() ? compareOptions(base, workload, delta) : sweep(base, workload, delta);
    }

    private int compareOptions(GpuSpec base, Workload workload, Delta delta) {
        List<ScalingOption> chosen = options == null ? ScalingOptions.paper() : ScalingOptions.read(options);
        List<ScalingResult> results = new ScalingStudy(delta, base, workload).run(chosen);
        List<Column<ScalingResult>> columns = List.of(
                Column.text("name", "option", row -> row.option().name()),
                Column.decimal("speedup", "speed-up", 2, ScalingResult::speedup),
                Column.decimal("seconds", "seconds", 4, ScalingResult::seconds),
                Column.text("bottleneckTimeShare", "share of time by what bounds it", row -> shares(row.timeShare())),
                Column.text(
                        "scale",
                        "times as much",
                        row -> DesignOptions.describe(row.option().scale())));
        return show(new Table<>(title(base, workload), columns, results), () -> {
            ObjectNode document = document(base, workload);
            ArrayNode rows = document.putArray("options");
            for (ScalingResult result : results) {
                ObjectNode row = rows.addObject()
                        .put("name", result.option().name())
                        .put("speedup", result.speedup())
                        .put("seconds", result.seconds());
                ObjectNode share = row.putObject("bottleneckTimeShare");
                result.timeShare().forEach((bottleneck, value) -> share.put(bottleneck.name(), value));
                row.set("scale", DesignOptions.json(result.option().scale()));
            }
            return document;
        });
    }

    private int sweep(GpuSpec base, Workload workload, Delta delta) {
        DesignSpace space = DesignOptions.space(ranges);
        DesignSweep.Result result = new DesignSweep(delta, base, workload, DesignOptions.cost(weights)).run(space);
        List<Column<Design>> columns = List.of(
                Column.decimal("cost", "cost", 3, Design::cost),
                Column.decimal("speedup", "speed-up", 3, Design::speedup),
                Column.text("scale", "times as much", design -> DesignOptions.describe(result.scale(design))));
        Table<Design> table = new Table<>(title(base, workload), columns, result.front())
                .withNotes(List.of(
                        Format.count(result.evaluated()) + " designs tried, " + Format.count(result.impossible())
                                + " of them cannot run every layer; shown are those no other beats at their cost"));
        return show(table, () -> {
            ObjectNode document = document(base, workload)
                    .put("evaluated", result.evaluated())
                    .put("impossible", result.impossible());
            ArrayNode front = document.putArray("front");
            for (Design design : result.front()) {
                front.addObject()
                        .put("cost", design.cost())
                        .put("speedup", design.speedup())
                        .set("scale", DesignOptions.json(result.scale(design)));
            }
            return document;
        });
    }

    private String title(GpuSpec base, Workload workload) {
        return workload.layers() + " convolutions of " + workload.name() + ", batch " + batch + ", against "
                + base.title() + "; computed, not measured";
    }

    private ObjectNode document(GpuSpec base, Workload workload) {
        return Json.document("explore")
                .put("gpu", base.name())
                .put("network", workload.name())
                .put("batch", batch)
                .put("convolutions", workload.layers());
    }

    private static String shares(Map<Bottleneck, Double> shares) {
        return shares.entrySet().stream()
                .sorted(Map.Entry.<Bottleneck, Double>comparingByValue().reversed())
                .map(share -> share.getKey() + " " + Format.decimal(100 * share.getValue(), 0) + " %")
                .collect(Collectors.joining(", "));
    }
}
