package macjoule.bench.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.format.Import;
import macjoule.model.format.NetworkFiles;
import macjoule.model.format.Options;
import macjoule.model.net.LayerSpec;
import macjoule.model.net.Network;
import macjoule.model.net.Shape;
import macjoule.model.training.graph.Workload;
import macjoule.model.zoo.Zoo;
import macjoule.model.zoo.ZooEntry;
import org.jspecify.annotations.Nullable;

/**
 * A network the user named.
 *
 * @param coverage the share of its layers that are understood
 * @param notes what was passed over in reading it
 */
record NetworkInput(Network network, double coverage, List<String> notes) {
    private static final List<String> ENDINGS = List.of(".onnx", ".keras", ".json", ".cfg", ".prototxt");

    /** Finds a network by name, or reads it from a file: anything with a slash or the ending of a network file. */
    static NetworkInput find(String name, @Nullable Shape input, boolean lenient) {
        if (isFile(name)) {
            Import read = NetworkFiles.read(path(name), new Options(input, lenient));
            return new NetworkInput(read.network(), read.coverage(), read.notes());
        }
        if (Workload.find(name).isPresent()) {
            throw new BadInputException(
                    "a workload of the training thesis, which only 'training' knows",
                    name,
                    "use macjoule training " + name + ", or a name that 'networks' lists");
        }
        ZooEntry entry = Zoo.get(name);
        return new NetworkInput(entry.network(input == null ? entry.input() : input), 1, List.of());
    }

    /** Whether a name is that of a file. */
    static boolean isFile(String name) {
        return name.contains("/") || ENDINGS.stream().anyMatch(name::endsWith);
    }

    static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            BadInputException complaint = new BadInputException(
                    "not a file name",
                    name,
                    "give the path of a network file; beyond ASCII it takes a UTF-8 locale such as LC_ALL=C.UTF-8");
            complaint.initCause(e);
            throw complaint;
        }
    }

    /** A single layer, with bias as frameworks have by default. */
    static NetworkInput ofLayer(String spec) {
        return new NetworkInput(LayerSpec.parse(spec).network("layer"), 1, List.of());
    }
}
