package macjoule.bench.bundle;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import macjoule.model.BadInputException;
import org.jspecify.annotations.Nullable;

/** How an archive is compressed. */
enum Compression {
    /** By the program of that name, which makes archives a third smaller. */
    XZ(".tar.xz", "xz"),
    GZIP(".tar.gz", "gzip");

    private final String suffix;
    private final String description;

    Compression(String suffix, String description) {
        this.suffix = suffix;
        this.description = description;
    }

    /** Writes what is to be compressed. */
    @FunctionalInterface
    interface Content {
        void to(OutputStream out) throws IOException;
    }

    String suffix() {
        return suffix;
    }

    String description() {
        return description;
    }

    /** As the name of the file says, or the best there is. */
    static Compression of(@Nullable Path file) {
        if (file == null) {
            return hasXz() ? XZ : GZIP;
        }
        String name = file.toString();
        if (name.endsWith(GZIP.suffix) || name.endsWith(".tgz")) {
            return GZIP;
        }
        if (!name.endsWith(XZ.suffix)) {
            throw new BadInputException("not the name of an archive", name, "end it with .tar.xz or .tar.gz");
        }
        if (!hasXz()) {
            throw new BadInputException("no program xz on PATH", name, "install xz, or end the name with .tar.gz");
        }
        return XZ;
    }

    void write(Path file, Content content) throws IOException, InterruptedException {
        if (this == GZIP) {
            try (OutputStream out = new BestGzip(Files.newOutputStream(file))) {
                content.to(out);
            }
            return;
        }
        Process process = new ProcessBuilder("xz", "-6", "-T1", "-c")
                .redirectOutput(file.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream out = new BufferedOutputStream(process.getOutputStream(), 1 << 16)) {
            content.to(out);
        }
        if (process.waitFor() != 0) {
            throw new IOException("xz ended with exit code " + process.exitValue());
        }
    }

    private static boolean hasXz() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "xz")));
    }

    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
