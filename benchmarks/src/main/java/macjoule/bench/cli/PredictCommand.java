package macjoule.bench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import macjoule.calibration.alpha.DeltaEstimate;
import macjoule.model.BadInputException;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Delta;
import macjoule.model.delta.Prediction;
import macjoule.model.delta.explore.LayerSweep;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.net.LayerSpec;
import macjoule.model.net.Shape;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Predicts traffic, time and bottleneck of layers on a GPU. */
@Command(
        name = "predict",
        description = {
            "Predicts what each layer reads from L1, L2 and memory, how long it takes and what bounds it.",
            "Convolutions of any kind and fully connected layers are predicted; layers of other kinds are outside the models."
        },
        footer = {
            "",
            "Predictions are computed, not measured. Bytes are bytes read unless called written; times are seconds."
        })
final class PredictCommand extends OutputCommand {
    private static final String MODEL_OPTIONS = "model";

    @Parameters(arity = "0..1", paramLabel = "NETWORK", description = "A name that 'networks' lists, or a file.")
    private @Nullable String network;

    @Option(
            names = "--layer",
            paramLabel = "LAYER",
            description = "One layer: ci=96,hi=27,wi=27,co=256,hf=5,wf=5,stride=1,pad=2[,groups=1].")
    private @Nullable String layer;

    @Option(names = "--gpu", required = true, paramLabel = "GPU", description = "A name that 'gpus' lists, or a file.")
    private String gpu = "";

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "256",
            description = "Images at a time; default ${DEFAULT-VALUE}.")
    private int batch;

    @Option(names = "--input", paramLabel = "CxHxW", description = "Another image for the network.")
    private @Nullable String image;

    @Option(
            names = "--sweep",
            paramLabel = "RANGE",
            description =
                    "With --layer: a range of one of its sizes or of batch, such as co=32..512:32 or hi+wi=7..56:7.")
    private @Nullable String sweep;

    @Option(names = "--lenient", description = "Pass over operators that are not known.")
    private boolean lenient;

    @Option(
            names = "--kernel",
            paramLabel = "KERNEL",
            description = {
                "Instead of --model: a kernel of Ampere or later, such as"
                        + " tile=128x128x32,stages=4,type=fp16,layout=nhwc,cluster=2x1. Its keys, and what holds without them:",
                "  tile=MxNxK: what a thread block computes, and the depth of its main loop's steps; needed.",
                "  stages=2: buffers in shared memory.",
                "  type=fp32|tf32|fp16: what is multiplied; fp32.",
                "  layout=nchw|nhwc: order of inputs and filters; nhwc.",
                "  cluster=1x1: thread blocks along M and N that receive shared data by multicast.",
                "  split=1: parts that the sum over K is cut in (split-K), each with thread blocks of its own.",
                "  sums=workspace|atomic: parts of sums are written and added by a second kernel, or added in L2; workspace.",
                "  grid=tiles|persistent|stream-k: a thread block for each piece of work; as many as run at a time,"
                        + " with whole pieces; the same with equal shares of the main loop's steps; tiles.",
                "  epilogue=serial|overlapped: results are written before, or during, the main loop of the next tile; serial.",
                "  swizzle=1: columns of tiles gone through together, row by row.",
                "  l2-partitions=1: parts of L2 that keep copies of each other's data; A100 and H100 have 2."
            })
    private @Nullable String kernel;

    /** Told only once there is a result, so that an error stays a single line. */
    private final List<String> notes = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before call.
    private CommandSpec command;

    @Mixin(name = MODEL_OPTIONS)
    private DeltaModelOptions model = new DeltaModelOptions();

    @Override
    public Integer call() {
        UsageException.requirePositiveBatch(batch);
        requireOneBatch();
        if (layer != null && network == null) {
            given().refuseBeside("--layer", "--input");
        }
        GpuSpec spec = GpuCatalogue.find(gpu);
        if (kernel != null) {
            requireNoModelOption();
            KernelPredictions predicted = KernelPredictions.of(
                    subject(), spec, KernelText.parse(kernel), commonBatch(), sweep == null, kernelLayers());
            notes.forEach(this::note);
            return show(predicted.table(), predicted::json);
        }
        Predictions predictions = new Predictions(
                subject(), spec, commonBatch(), sweep == null, predict(model.delta(spec), spec), model.deltaPlus(spec));
        notes.forEach(this::note);
        DeltaEstimate calibrated = model.calibrated(spec);
        if (calibrated == null) {
            return show(predictions.table(), predictions::json);
        }
        note(ProfileText.of(calibrated));
        return show(predictions.table(), () -> predictions.json().set("profile", ProfileText.json(calibrated)));
    }

    private String subject() {
        return network == null ? String.valueOf(layer) : network;
    }

    private void requireOneBatch() {
        if (commonBatch() == null && command.commandLine().getParseResult().hasMatchedOption("--batch")) {
            throw new UsageException("the batch is swept", "--batch", "leave out --batch, or sweep something else");
        }
    }

    /** Null where the batch is swept. */
    private @Nullable Integer commonBatch() {
        return sweep != null && LayerSweep.parse(sweep).variesBatch() ? null : (Integer) batch;
    }

    private List<Prediction> predict(Delta delta, GpuSpec spec) {
        return sweep == null ? delta.predict(layers(), spec) : sweep(sweep, delta, spec);
    }

    private List<Prediction> sweep(String range, Delta delta, GpuSpec spec) {
        return LayerSweep.parse(range).run(sweptLayer(), batch, delta, spec).stream()
                .map(LayerSweep.Point::prediction)
                .toList();
    }

    private List<ConvDims> kernelLayers() {
        return sweep == null ? layers() : LayerSweep.parse(sweep).layers(sweptLayer(), batch);
    }

    private LayerSpec sweptLayer() {
        if (layer == null) {
            throw new UsageException("a network cannot be swept", "--sweep", "give --layer instead of a network");
        }
        return LayerSpec.parse(layer);
    }

    /** A kernel says itself what the options of the models say, so that these would have no effect beside it. */
    private void requireNoModelOption() {
        ParseResult given = command.commandLine().getParseResult();
        for (OptionSpec option :
                Objects.requireNonNull(command.mixins().get(MODEL_OPTIONS)).options()) {
            if (given.hasMatchedOption(option)) {
                throw new UsageException(
                        "an option of another model than the kernel's",
                        option.longestName(),
                        "leave it or --kernel out");
            }
        }
    }

    private List<ConvDims> layers() {
        if ((network == null) == (layer == null)) {
            throw new UsageException(
                    "nothing, or two things, to predict", "macjoule predict", "give a network or --layer");
        }
        return layer == null
                ? layersOf(
                        NetworkInput.find(String.valueOf(network), image == null ? null : Shape.parse(image), lenient))
                : List.of(ConvDims.of("layer", batch, LayerSpec.parse(layer)));
    }

    private List<ConvDims> layersOf(NetworkInput input) {
        List<ConvDims> layers = ConvDims.of(input.network(), batch);
        int others = input.network().layers().size() - layers.size();
        notes.addAll(input.notes());
        if (layers.isEmpty()) {
            throw new BadInputException(
                    "no convolution and no fully connected layer",
                    String.valueOf(network),
                    "name a network that has some; only these are predicted");
        }
        if (others > 0) {
            notes.add(others + " layers that are neither convolutions nor fully connected are outside the model");
        }
        return layers;
    }
}
