package macjoule.bench.cli;

import java.util.List;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Predicts traffic, time and bottleneck of layers on a GPU. */
@Command(
        name = "predict",
        description = {
            "Predicts what each layer reads from L1, L2 and memory, how long it takes and what bounds it.",
            "Convolutions of any kind and fully connected layers are predicted; layers of other kinds are outside the models."
        },
        footer = {"", "Predictions are computed, not measured. Bytes are bytes read; times are seconds."})
final class PredictCommand extends OutputCommand {
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

    @Mixin
    private DeltaModelOptions model = new DeltaModelOptions();

    @Override
    public Integer call() {
        UsageException.requirePositiveBatch(batch);
        GpuSpec spec = GpuCatalogue.find(gpu);
        Predictions predictions = new Predictions(subject(), spec, batch, sweep == null, predict(model.delta(), spec));
        return show(predictions.table(), predictions::json);
    }

    private String subject() {
        return network == null ? String.valueOf(layer) : network;
    }

    private List<Prediction> predict(Delta delta, GpuSpec spec) {
        if ((network == null) == (layer == null)) {
            throw new UsageException(
                    "nothing, or two things, to predict", "macjoule predict", "give a network or --layer");
        }
        if (layer == null) {
            return predictNetwork(String.valueOf(network), delta, spec);
        }
        LayerSpec layerSpec = LayerSpec.parse(layer);
        return sweep == null
                ? List.of(delta.predict(ConvDims.of("layer", batch, layerSpec), spec))
                : LayerSweep.parse(sweep).run(layerSpec, batch, delta, spec).stream()
                        .map(LayerSweep.Point::prediction)
                        .toList();
    }

    private List<Prediction> predictNetwork(String name, Delta delta, GpuSpec spec) {
        if (sweep != null) {
            throw new UsageException("a network cannot be swept", "--sweep", "give --layer instead of a network");
        }
        NetworkInput input = NetworkInput.find(name, image == null ? null : Shape.parse(image), lenient);
        List<ConvDims> layers = ConvDims.of(input.network(), batch);
        List<Prediction> predictions = delta.predict(layers, spec);
        input.notes().forEach(this::note);
        int others = input.network().layers().size() - layers.size();
        if (others > 0) {
            note(others + " layers that are neither convolutions nor fully connected are outside the model");
        }
        return predictions;
    }
}
