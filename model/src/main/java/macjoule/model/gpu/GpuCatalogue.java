package macjoule.model.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import macjoule.model.BadInputException;
import macjoule.model.Nearest;

/** The GPUs known by name, and those that users describe in files of their own. */
public final class GpuCatalogue {
    private static final String RESOURCE = "gpus.json";
    private static final Map<String, GpuSpec> GPUS = load();

    private GpuCatalogue() {}

    /** All names, in the order in which they are listed. */
    public static List<String> names() {
        return List.copyOf(GPUS.keySet());
    }

    public static List<GpuSpec> all() {
        return List.copyOf(GPUS.values());
    }

    /**
     * Finds a GPU by name or reads it from a file.
     *
     * @param nameOrFile a name of the catalogue, or the path of a JSON file: anything with a slash or ending in .json
     * @throws BadInputException if there is no such GPU or the file cannot be used
     */
    public static GpuSpec find(String nameOrFile) {
        if (nameOrFile.contains("/") || nameOrFile.endsWith(".json")) {
            return read(path(nameOrFile));
        }
        GpuSpec gpu = GPUS.get(nameOrFile);
        if (gpu == null) {
            throw new BadInputException("unknown GPU", nameOrFile, Nearest.hint(nameOrFile, GPUS.keySet()));
        }
        return gpu;
    }

    /** The one GPU that a user's file describes. */
    public static GpuSpec read(Path file) {
        List<GpuSpec> gpus = new GpuReader(file.toString()).read(bytes(file));
        if (gpus.size() != 1) {
            throw new BadInputException(
                    gpus.size() + " GPUs in one file", file.toString(), "describe exactly one GPU per file");
        }
        return gpus.get(0);
    }

    private static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw GpuReader.caused(e, new BadInputException("not a file name", file, "give the path of a JSON file"));
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw GpuReader.caused(
                    e,
                    new BadInputException("no such GPU file", file.toString(), "check the path, or name a known GPU"));
        } catch (IOException e) {
            throw GpuReader.caused(
                    e, new BadInputException("GPU file cannot be read", file.toString(), "give a file you may read"));
        }
    }

    private static Map<String, GpuSpec> load() {
        Map<String, GpuSpec> byName = new LinkedHashMap<>();
        try (InputStream json = Objects.requireNonNull(GpuCatalogue.class.getResourceAsStream(RESOURCE))) {
            new GpuReader(RESOURCE).read(json.readAllBytes()).forEach(gpu -> byName.put(gpu.name(), gpu));
        } catch (IOException e) {
            throw new IllegalStateException("the catalogue inside the jar cannot be read", e);
        }
        return byName;
    }
}
