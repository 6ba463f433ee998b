package macjoule.bench.engine.jcuda.driver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import jcuda.JCudaVersion;
import jcuda.LibUtils;

/**
 * Puts JCuda's libraries where JCuda looks for them. Left alone it writes each straight to its place in the folder for temporary
 * files, and a process that starts while another writes loads half a library.
 */
final class Natives {
    private static final String FOLDER_FOR_TEMPORARY_FILES = "java.io.tmpdir";

    private Natives() {}

    /** Has {@code touch} load the library of the given base name, such as JCudaDriver. */
    static synchronized void load(String baseName, Runnable touch) throws IOException {
        Path folder = folder();
        String name = LibUtils.createPlatformLibraryName(baseName + "-" + JCudaVersion.get());
        unpack(folder, LibUtils.createLibraryFileName(name));
        String usual = System.getProperty(FOLDER_FOR_TEMPORARY_FILES);
        System.setProperty(FOLDER_FOR_TEMPORARY_FILES, folder.toString());
        try {
            touch.run();
        } finally {
            System.setProperty(FOLDER_FOR_TEMPORARY_FILES, usual);
        }
    }

    /** The user's own: a name in a folder that all can write to could be taken by somebody else's file. */
    static Path folder() throws IOException {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path parent =
                cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        try {
            Path folder = Files.createDirectories(parent.resolve("macjoule").resolve("jcuda-" + JCudaVersion.get()));
            if (Files.isWritable(folder)) {
                return folder;
            }
        } catch (IOException e) {
            // A home that cannot be written to, as in some containers.
        }
        return Files.createTempDirectory("macjoule-jcuda");
    }

    private static void unpack(Path folder, String file) throws IOException {
        Path target = folder.resolve(file);
        try (InputStream resource = LibUtils.class.getResourceAsStream("/lib/" + file)) {
            if (resource == null) {
                throw new IOException("this build holds no " + file);
            }
            byte[] content = resource.readAllBytes();
            if (!Files.isRegularFile(target) || Files.size(target) != content.length) {
                place(target, content);
            }
        }
    }

    /** Makes a file, whole or not at all; who comes second replaces the same by the same. */
    static void place(Path target, byte[] content) throws IOException {
        Path part =
                Files.createTempFile(target.getParent(), target.getFileName().toString(), ".part");
        Files.write(part, content);
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
