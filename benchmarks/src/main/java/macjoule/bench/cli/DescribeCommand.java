package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import macjoule.calibration.alpha.AlphaEstimate;
import macjoule.calibration.alpha.HardwareProfile;
import macjoule.calibration.report.Table;
import macjoule.model.count.Convention;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.net.Shape;
import macjoule.model.reuse.Reuse;
import macjoule.model.zoo.Zoo;
import macjoule.model.zoo.ZooEntry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Counts networks and tells how much each weight and activation is reused. */
@Command(
        name = "describe",
        description = "Counts of networks, and how often each weight and activation is used.",
        footer = {
            "",
            "The convention 'paper' counts as the DI papers do: outputs of all layers are activations,"
                    + " scale and local response normalisation have MACs. 'conv-fc' counts convolutions and fully"
                    + " connected layers alone, weights without bias.",
            "MACs and activations are those of the batch, and so are the ratios; parameters do not grow with it."
        })
final class DescribeCommand extends OutputCommand {
    @Parameters(arity = "0..*", paramLabel = "NETWORK", description = "A name that 'networks' lists, or a file.")
    private List<String> networks = List.of();

    @Option(names = "--all", description = "All networks known by name.")
    private boolean all;

    @Option(
            names = "--layer",
            paramLabel = "LAYER",
            description = "One layer: ci=96,hi=27,wi=27,co=256,hf=5,wf=5,stride=1,pad=2[,groups=1].")
    private List<String> layerSpecs = List.of();

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1",
            description = "Images at a time; default ${DEFAULT-VALUE}.")
    private int batch;

    @Option(names = "--input", paramLabel = "CxHxW", description = "Another image, such as 3x227x227.")
    private @Nullable String image;

    @Option(
            names = "--alpha",
            paramLabel = "A",
            description = "Weight of activation reuse in DI, 0 to 1; default " + Reuse.PAPER_ALPHA + ".")
    private @Nullable Double alpha;

    @Option(
            names = "--alpha-from",
            paramLabel = "FILE",
            description = "Alpha as 'calibrate alpha' kept it in this hardware profile.")
    private @Nullable Path profile;

    @Option(
            names = "--convention",
            paramLabel = "NAME",
            defaultValue = "paper",
            description = "paper or conv-fc; default ${DEFAULT-VALUE}.")
    private Convention convention = Convention.PAPER;

    @Option(names = "--layers", description = "Every layer instead of totals.")
    private boolean layers;

    @Option(names = "--efficiency", description = "Model size, memory and data moved instead of reuse.")
    private boolean efficiency;

    @Option(
            names = "--gpu",
            paramLabel = "GPU",
            description = "What bounds each network on this GPU: a name that 'gpus' lists, or a file.")
    private @Nullable String gpu;

    @Option(names = "--lenient", description = "Pass over operators that are not known, and say what share is covered.")
    private boolean lenient;

    @Override
    public Integer call() {
        UsageException.requirePositiveBatch(batch);
        requireEffect();
        GpuSpec spec = gpu == null ? null : GpuCatalogue.find(gpu);
        AlphaEstimate calibrated = calibrated();
        double used = alphaOr(calibrated == null ? Reuse.PAPER_ALPHA : calibrated.value());
        List<NetworkDescription> described = inputs().stream()
                .map(input -> NetworkDescription.of(input, batch, convention, used))
                .toList();
        if (calibrated != null) {
            note(ProfileText.of(calibrated));
        }
        if (output.format == OutputOptions.Shape.CSV) {
            coverage(described).forEach(this::note);
        }
        return show(
                () -> text(described, spec),
                () -> layers
                        ? LayerTables.merged(described).toCsv()
                        : networkTable(described, spec).toCsv(),
                () -> {
                    ObjectNode document = DescribeJson.document(described, layers, spec);
                    return calibrated == null ? document : document.set("profile", ProfileText.json(calibrated));
                });
    }

    private double alphaOr(double other) {
        return alpha == null ? other : alpha;
    }

    /** Alpha of the profile, which holds for one way of counting; null if none is given. */
    private @Nullable AlphaEstimate calibrated() {
        Path file = profile;
        if (file == null) {
            return null;
        }
        if (alpha != null) {
            throw new UsageException("alpha is given twice", "--alpha-from", "leave out --alpha");
        }
        return HardwareProfile.read(file).requireAlpha(file.toString(), convention);
    }

    private List<NetworkInput> inputs() {
        List<String> names = new ArrayList<>(networks);
        if (all) {
            Zoo.entries().stream().map(ZooEntry::name).forEach(names::add);
        }
        if (names.isEmpty() && layerSpecs.isEmpty()) {
            throw new UsageException(
                    "nothing to describe", "macjoule describe", "name a network, or give --all or --layer");
        }
        Shape input = image == null ? null : Shape.parse(image);
        List<NetworkInput> inputs = new ArrayList<>();
        for (String name : names) {
            NetworkInput found = NetworkInput.find(name, input, lenient);
            found.notes().forEach(this::note);
            inputs.add(found);
        }
        layerSpecs.stream().map(NetworkInput::ofLayer).forEach(inputs::add);
        return inputs;
    }

    /** Refuses what the table that is asked for does not show; JSON has all of it. */
    private void requireEffect() {
        if (!layerSpecs.isEmpty() && networks.isEmpty() && !all) {
            given().refuseBeside("--layer", "--input");
        }
        if (output.format == OutputOptions.Shape.JSON) {
            return;
        }
        if (layers) {
            given().refuseBeside("--layers", "--efficiency", "--gpu", "--alpha", "--alpha-from");
        }
        if (efficiency) {
            given().refuseBeside("--efficiency", "--gpu", "--batch", "--alpha", "--alpha-from", "--convention");
        }
    }

    /** What to say of networks that are counted in part. */
    private static List<String> coverage(List<NetworkDescription> described) {
        return described.stream()
                .filter(one -> one.coverage() < 1)
                .map(one -> String.format(
                        Locale.ROOT,
                        "%s: counts cover %.1f %% of its layers; the others were passed over",
                        one.network().name(),
                        100 * one.coverage()))
                .toList();
    }

    private static <R> Table<R> withCoverage(Table<R> table, List<NetworkDescription> described) {
        List<String> notes = new ArrayList<>(table.notes());
        notes.addAll(coverage(described));
        return table.withNotes(notes);
    }

    private String text(List<NetworkDescription> described, @Nullable GpuSpec spec) {
        if (layers) {
            return String.join(
                    "\n",
                    described.stream()
                            .map(one -> withCoverage(LayerTables.of(one), List.of(one))
                                    .toText())
                            .toList());
        }
        return withCoverage(networkTable(described, spec), described).toText();
    }

    private Table<NetworkDescription> networkTable(List<NetworkDescription> described, @Nullable GpuSpec spec) {
        if (efficiency) {
            return NetworkTables.efficiency(described);
        }
        return spec == null ? NetworkTables.reuse(described) : NetworkTables.bounds(described, spec);
    }
}
