package macjoule.bench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import macjoule.bench.plan.BenchmarkCase;
import macjoule.bench.plan.OwnNetworks;
import macjoule.bench.plan.Suite;
import macjoule.model.net.LayerSpec;
import macjoule.model.net.Shape;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code bench} that say which cases. */
final class BenchSelection {
    private static final String DEFAULT = "quick";

    @Option(
            names = "--suite",
            paramLabel = "SUITE",
            description = "quick, layers, networks, or a JSON file; default quick unless networks or layers are named.")
    private @Nullable String suite;

    @Option(names = "--network", paramLabel = "N", split = ",", description = "Networks by name, or files.")
    private List<String> networks = List.of();

    @Option(names = "--input", paramLabel = "CxHxW", description = "Another image for networks from files.")
    private @Nullable String input;

    @Option(
            names = "--layer",
            paramLabel = "LAYER",
            description = "A convolution, such as ci=96,hi=27,wi=27,co=256,hf=5,wf=5,stride=1,pad=2; may be repeated.")
    private List<String> layers = List.of();

    @Option(
            names = "--case",
            paramLabel = "KEY",
            split = ",",
            description = {
                "Only these cases, by the keys they have in records, as thoroughly as the suite says; of networks from"
                        + " files beside --network."
            })
    private List<String> cases = List.of();

    @Option(
            names = "--batch",
            paramLabel = "N",
            split = ",",
            description = "Batches; default those of the suite, or 1.")
    private List<Integer> batches = List.of();

    /** The networks given as files. */
    OwnNetworks ownNetworks() {
        List<Path> files = networks.stream()
                .filter(NetworkInput::isFile)
                .map(NetworkInput::path)
                .toList();
        if (input != null && files.isEmpty()) {
            throw new UsageException(
                    "an image without a network from a file", "--input", "give --network FILE beside it");
        }
        return OwnNetworks.read(files, input == null ? null : Shape.parse(input));
    }

    /** The cases chosen, each at every batch. */
    Suite suite(OwnNetworks own) {
        boolean named = !networks.isEmpty() || !layers.isEmpty();
        if (named && suite != null) {
            throw new UsageException("a suite and single cases", "--suite", "give one or the other");
        }
        if (batches.stream().anyMatch(batch -> batch < 1)) {
            throw new UsageException("batches of " + batches, "--batch", "give 1 or more");
        }
        Suite found = Suite.find(suite == null ? DEFAULT : suite);
        if (!cases.isEmpty()) {
            // Files say what the keys that begin with file/ stand for.
            boolean others = networks.stream().anyMatch(name -> !NetworkInput.isFile(name)) || !layers.isEmpty();
            if (others || !batches.isEmpty()) {
                throw new UsageException("cases beside networks, layers or batches", "--case", "give one or the other");
            }
            cases.forEach(BenchmarkCase::requireKey);
            return new Suite("custom", "named on the command line", cases, List.of(), found.effort());
        }
        if (named) {
            List<LayerSpec> specs = layers.stream().map(LayerSpec::parse).toList();
            List<String> names = new ArrayList<>(
                    networks.stream().filter(name -> !NetworkInput.isFile(name)).toList());
            names.addAll(own.keys());
            found = Suite.custom(names, specs, found.batches(), found.effort());
        }
        return batches.isEmpty() ? found : found.withBatches(batches);
    }
}
