package macjoule.bench.engine.jcuda.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Where the kernels and what was made of them lie in the source tree. */
final class KernelFiles {
    static final Path FOLDER = Path.of("src", "main", "resources", "macjoule", "bench", "engine", "jcuda");
    static final Path SOURCE = FOLDER.resolve("kernels.cu");
    static final Path PROBES = FOLDER.resolve("probes.cu");
    static final Path BUILD = Path.of("target", "kernels");

    private static final Pattern ENTRY = Pattern.compile("\\.entry (\\w+)\\(");

    private KernelFiles() {}

    static Path ptx(String capability) {
        return ptx("kernels", capability);
    }

    static Path ptx(String name, String capability) {
        return FOLDER.resolve(name + ".compute_" + capability + ".ptx");
    }

    /** The kernels that a PTX file holds. */
    static List<String> entries(String capability) throws IOException {
        return entries(ptx(capability));
    }

    static List<String> entries(Path ptx) throws IOException {
        return ENTRY.matcher(Files.readString(ptx))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    static String sha256(Path... files) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files) {
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
