package macjoule.bench.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import macjoule.model.BadInputException;
import org.jspecify.annotations.Nullable;

/** A portable archive of this program with a Java runtime of its own. */
public final class Bundle {
    private static final String LAUNCHER = "macjoule";
    private static final String READ_ME = "README";

    /** Bindings whose libraries are as new as they are, so that a host that has the ones runs the others. */
    private static final List<String> BINDINGS_OF_CUDA = List.of("libjnicu", "libjninvrtc", "libjnijavacpp");

    private final Path jar;
    private final String name;
    private final Consumer<String> progress;

    /**
     * @param jar the jar with everything
     * @param name the folder that the archive holds, such as macjoule-1.0-linux-x86_64
     * @param progress gets a line about each step
     */
    public Bundle(Path jar, String name, Consumer<String> progress) {
        this.jar = jar;
        this.name = name;
        this.progress = progress;
    }

    /**
     * What was written.
     *
     * @param java the runtime inside
     * @param glibc the oldest version of glibc that it runs on
     * @param glibcOfCuda the oldest one that the bindings of cuDNN and cuBLAS run on; empty if there are none
     */
    public record Written(Path file, long bytes, String java, String glibc, Optional<String> glibcOfCuda) {}

    /**
     * Writes the archive.
     *
     * @param named a JDK to take instead of the one that is found
     */
    public Written write(@Nullable Path target, @Nullable Path named) {
        if (!Files.isRegularFile(jar)) {
            throw new BadInputException(
                    "this program does not run from its jar", jar.toString(), "build it with Maven first");
        }
        Jdk jdk = Jdk.find(named, System.getenv(), Path.of("/usr/lib/jvm"), Path.of(System.getProperty("java.home")));
        Compression compression = Compression.of(target);
        Path file = target == null ? Path.of(name + compression.suffix()) : target;
        requireWritable(file);
        try {
            Path work = Files.createTempDirectory("macjoule-bundle");
            try {
                Path folder = Files.createDirectory(work.resolve(name));
                fill(folder, jdk, work);
                progress.accept("compressing with " + compression.description());
                archive(folder, compression, file);
                return written(file, jdk, folder);
            } finally {
                delete(work);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while bundling", e);
        }
    }

    /** Linking takes a minute, after which nobody wants to hear that it was for nothing. */
    static void requireWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new BadInputException(
                    "cannot write an archive",
                    file.toString(),
                    "name a file in a folder that exists and can be written");
        }
    }

    private void fill(Path folder, Jdk jdk, Path work) throws IOException, InterruptedException {
        progress.accept("linking a runtime of Java " + jdk.version() + " from " + jdk.home());
        Path runtime = folder.resolve("runtime");
        RuntimeImage.link(jdk, runtime, work.resolve("jlink.log"));
        progress.accept("taking what is needed from " + jar);
        Path libraries = Files.createDirectory(folder.resolve("lib"));
        SlimJar.write(jar, libraries.resolve("macjoule.jar"), runtime.resolve("lib"));
        copy(LAUNCHER, folder.resolve(LAUNCHER));
        copy(READ_ME, folder.resolve(READ_ME));
        if (!folder.resolve(LAUNCHER).toFile().setExecutable(true, false)) {
            throw new IOException("cannot make the launcher executable");
        }
    }

    private static void copy(String resource, Path target) throws IOException {
        try (InputStream in = Bundle.class.getResourceAsStream(resource)) {
            Files.copy(in, target);
        }
    }

    /** Beside its place first, so that an archive is whole or not there. */
    private static void archive(Path folder, Compression compression, Path file)
            throws IOException, InterruptedException {
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            compression.write(part, out -> TarWriter.write(folder, out));
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Written written(Path file, Jdk jdk, Path folder) throws IOException {
        Map<Path, ElfVersions.Glibc> needs = needs(folder);
        return new Written(
                file,
                Files.size(file),
                jdk.implementor() + " " + jdk.version(),
                newest(needs, false).orElse("unknown"),
                newest(needs, true));
    }

    private static Optional<String> newest(Map<Path, ElfVersions.Glibc> needs, boolean bindings) {
        return needs.entrySet().stream()
                .filter(need -> bindings == isBinding(need.getKey()))
                .map(Map.Entry::getValue)
                .max(Comparator.naturalOrder())
                .map(ElfVersions.Glibc::toString);
    }

    private static boolean isBinding(Path file) {
        String name = file.getFileName().toString();
        return BINDINGS_OF_CUDA.stream().anyMatch(name::startsWith);
    }

    /** Which glibc each library and program asks for. */
    static Map<Path, ElfVersions.Glibc> needs(Path folder) throws IOException {
        Map<Path, ElfVersions.Glibc> needs = new LinkedHashMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                ElfVersions.newest(file).ifPresent(version -> needs.put(file, version));
            }
        }
        return needs;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
