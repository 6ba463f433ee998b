package macjoule.bench.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import macjoule.model.BadInputException;
import macjoule.model.Nearest;
import macjoule.model.format.NetworkFiles;
import macjoule.model.format.Options;
import macjoule.model.net.Network;
import macjoule.model.net.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Networks that are no part of the zoo. A run keeps them beside its manifest, in macjoule's own format, so that the key of a case
 * still tells all of it when the file it came from is gone.
 */
public final class OwnNetworks {
    /** The system property that tells the processes of a run which folder its networks are in. */
    private static final String PROPERTY = "macjoule.networks";

    /** The name of that folder in a run directory. */
    private static final String FOLDER = "networks";

    /** What the keys of such networks begin with. */
    static final String PREFIX = "file/";

    private static final String ENDING = ".json";

    private final Map<String, Network> networks;

    private OwnNetworks(Map<String, Network> networks) {
        this.networks = networks;
    }

    public static OwnNetworks none() {
        return new OwnNetworks(Map.of());
    }

    /** Those of this process, if it was told of a folder. */
    static OwnNetworks ofProcess() {
        String folder = System.getProperty(PROPERTY);
        if (folder == null) {
            return none();
        }
        List<Path> files = new ArrayList<>();
        try (var found = Files.newDirectoryStream(Path.of(folder), "*" + ENDING)) {
            found.forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException(folder, e);
        }
        return read(files, null);
    }

    /**
     * Reads networks of any format that is known. Their keys hold their files' names.
     *
     * @param input the image to read them for; null for those that the files declare
     */
    public static OwnNetworks read(List<Path> files, @Nullable Shape input) {
        Map<String, Network> networks = new LinkedHashMap<>();
        for (Path file : files) {
            Network network = NetworkFiles.read(file, new Options(input, false)).network();
            if (networks.put(name(file), network) != null) {
                throw new BadInputException(
                        "another network has that name already", file.toString(), "rename one of the files");
            }
        }
        return new OwnNetworks(networks);
    }

    /** A file's name without its ending, and without what may not stand in a key. */
    private static String name(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "").replaceAll("[^A-Za-z0-9._-]", "-");
    }

    /** The keys, batch left out. */
    public List<String> keys() {
        return networks.keySet().stream().map(name -> PREFIX + name).toList();
    }

    Network get(String name) {
        Network network = networks.get(name);
        if (network == null) {
            throw new BadInputException(
                    "this run has no network of that name", name, Nearest.hint(name, networks.keySet()));
        }
        return network;
    }

    /** Writes all of them into a run directory. */
    public void keepIn(Path runDirectory) {
        if (networks.isEmpty()) {
            return;
        }
        try {
            Path folder = Files.createDirectories(runDirectory.resolve(FOLDER));
            networks.forEach((name, network) -> NetworkFiles.write(folder.resolve(name + ENDING), network));
        } catch (IOException e) {
            throw new UncheckedIOException(runDirectory.toString(), e);
        }
    }

    /** The flags that hand the networks of this process on to one that it starts. */
    public static List<String> flags() {
        String folder = System.getProperty(PROPERTY);
        return folder == null ? List.of() : List.of("-D" + PROPERTY + "=" + folder);
    }

    /** The flags for a process of a run, which tell it where the networks are. */
    public static List<String> flags(Path runDirectory) {
        Path folder = runDirectory.resolve(FOLDER);
        return Files.isDirectory(folder) ? List.of("-D" + PROPERTY + "=" + folder) : List.of();
    }
}
