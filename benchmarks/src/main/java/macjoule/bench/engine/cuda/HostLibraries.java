package macjoule.bench.engine.cuda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the libraries of CUDA that are not part of the driver, such as cuDNN and cuBLAS. They are installed in many ways: with the
 * toolkit, by the packages of a distribution, or inside a Python environment, where most hosts that train networks have them.
 */
public final class HostLibraries {
    /** A folder that is searched before all others, for libraries that lie where nobody would look. */
    public static final String OWN_FOLDER = "MACJOULE_CUDA_LIBRARIES";

    private static final List<String> USUAL_FOLDERS = List.of(
            "/usr/lib/x86_64-linux-gnu",
            "/lib/x86_64-linux-gnu",
            "/usr/lib64",
            "/usr/lib",
            "/usr/local/lib",
            "/usr/lib/wsl/lib");

    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    /** Where Python keeps packages when no environment says otherwise. */
    private static final List<String> USUAL_PYTHONS = List.of("/usr", "/usr/local", "/opt/conda");

    private final Path root;
    private final Map<String, String> environment;
    private final List<Path> folders;

    private HostLibraries(Path root, Map<String, String> environment) {
        this.root = root;
        this.environment = environment;
        LinkedHashSet<Path> found = new LinkedHashSet<>();
        found.addAll(listed(OWN_FOLDER));
        found.addAll(listed("LD_LIBRARY_PATH"));
        found.addAll(toolkits());
        found.addAll(configured());
        USUAL_FOLDERS.forEach(folder -> found.add(at(folder)));
        pythons().forEach(python -> found.addAll(wheels(python)));
        folders = found.stream().filter(Files::isDirectory).toList();
    }

    public static HostLibraries ofThisHost() {
        return new HostLibraries(Path.of("/"), System.getenv());
    }

    /**
     * Those of any file system.
     *
     * @param root the root of the file system, another one in tests
     * @param environment the variables of the process that would load them
     */
    public static HostLibraries of(Path root, Map<String, String> environment) {
        return new HostLibraries(root, environment);
    }

    /** All folders that are searched, in this order. */
    public List<Path> folders() {
        return folders;
    }

    /** The first library of that name, such as {@code libcudnn.so.9}. */
    public Optional<Path> find(String name) {
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private List<Path> listed(String variable) {
        return Arrays.stream(environment.getOrDefault(variable, "").split(":"))
                .filter(folder -> folder.startsWith("/"))
                .map(this::at)
                .toList();
    }

    /** The toolkit that a variable names, then that of the usual link, then others, the newest first. */
    private List<Path> toolkits() {
        Stream<Path> named = Stream.of("CUDA_HOME", "CUDA_PATH").flatMap(variable -> listed(variable).stream());
        Stream<Path> installed = children(at("/usr/local")).stream()
                .filter(folder -> folder.getFileName().toString().matches("cuda(-\\d+(\\.\\d+)?)?"))
                .sorted(Comparator.comparing(HostLibraries::version).reversed());
        return Stream.concat(named, installed)
                .flatMap(toolkit -> Stream.of(
                        toolkit.resolve("lib64"), toolkit.resolve("targets/x86_64-linux/lib"), toolkit.resolve("lib")))
                .toList();
    }

    /** The link without a version is what the administrator chose. */
    private static double version(Path toolkit) {
        String name = toolkit.getFileName().toString();
        return name.equals("cuda") ? Double.MAX_VALUE : Double.parseDouble(name.substring("cuda-".length()));
    }

    /** What the loader has been told of. */
    private List<Path> configured() {
        return children(at("/etc/ld.so.conf.d")).stream()
                .flatMap(file -> lines(file).stream())
                .map(String::strip)
                .filter(line -> line.startsWith("/"))
                .map(this::at)
                .toList();
    }

    /** The prefixes of Python environments: the active one, that of each python3 on the path, and the usual ones. */
    private Collection<Path> pythons() {
        LinkedHashSet<Path> prefixes = new LinkedHashSet<>();
        prefixes.addAll(listed("VIRTUAL_ENV"));
        prefixes.addAll(listed("CONDA_PREFIX"));
        for (Path folder : listed("PATH")) {
            Path program = folder.resolve("python3");
            if (Files.exists(program)) {
                alongLinks(program).stream()
                        .map(Path::getParent)
                        .filter(Objects::nonNull)
                        .map(Path::getParent)
                        .filter(Objects::nonNull)
                        .forEach(prefixes::add);
            }
        }
        USUAL_PYTHONS.forEach(prefix -> prefixes.add(at(prefix)));
        listed("HOME").forEach(home -> prefixes.add(home.resolve(".local")));
        return prefixes;
    }

    /** NVIDIA's Python packages each bring a folder of libraries: nvidia/cudnn/lib, nvidia/cublas/lib, nvidia/cu13/lib. */
    private static List<Path> wheels(Path prefix) {
        return Stream.of("lib", "lib64")
                .map(prefix::resolve)
                .flatMap(lib -> children(lib).stream())
                .filter(folder -> folder.getFileName().toString().startsWith("python3"))
                .flatMap(python -> Stream.of(python.resolve("site-packages"), python.resolve("dist-packages")))
                .flatMap(packages -> children(packages.resolve("nvidia")).stream())
                .map(part -> part.resolve("lib"))
                .toList();
    }

    private Path at(String path) {
        return root.resolve(path.substring(1));
    }

    /**
     * A program, and each place that a link leads on to. The python3 of an environment is a link to that of the system, and is often
     * linked to itself from a folder on the path: the environment is in the middle of the way.
     */
    private static List<Path> alongLinks(Path program) {
        List<Path> places = new ArrayList<>(List.of(program));
        Path place = program;
        while (Files.isSymbolicLink(place) && places.size() < MOST_LINKS) {
            try {
                Path target =
                        place.resolveSibling(Files.readSymbolicLink(place)).toAbsolutePath();
                // Folders on the way may be links themselves, behind which .. means something else.
                place = Objects.requireNonNull(target.getParent())
                        .toRealPath()
                        .resolve(Objects.requireNonNull(target.getFileName()));
            } catch (IOException e) {
                return places;
            }
            places.add(place);
        }
        return places;
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
