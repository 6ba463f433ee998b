package macjoule.bench.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Splits a jar into what a bundle keeps of it and the native libraries beside it. */
final class SlimJar {
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String SERVICES = "META-INF/services/";

    private SlimJar() {}

    /**
     * Writes both.
     *
     * @param target the jar to write, not compressed because the archive around it is
     * @param libraries the folder for native libraries
     */
    static void write(Path jar, Path target, Path libraries) throws IOException {
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(target))) {
            to.setLevel(Deflater.NO_COMPRESSION);
            for (ZipEntry entry : sorted(from)) {
                JarPart part = JarPart.of(entry.getName());
                if (part == JarPart.KEPT || part == JarPart.KEPT_LIBRARY) {
                    put(to, entry.getName(), content(from, entry));
                }
                if (part == JarPart.LIBRARY || part == JarPart.KEPT_LIBRARY) {
                    String name = entry.getName();
                    Files.write(libraries.resolve(name.substring(name.lastIndexOf('/') + 1)), bytes(from, entry));
                }
            }
        }
    }

    /** The manifest first, as readers of streams want it; folders are of no use. */
    private static List<ZipEntry> sorted(ZipFile jar) {
        Comparator<ZipEntry> manifestFirst =
                Comparator.comparing(entry -> !entry.getName().equals(MANIFEST));
        return jar.stream()
                .filter(entry -> !entry.isDirectory())
                .sorted(manifestFirst.thenComparing(ZipEntry::getName))
                .collect(Collectors.toList());
    }

    private static void put(ZipOutputStream to, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        to.putNextEntry(entry);
        to.write(content);
        to.closeEntry();
    }

    /** Services lose the providers that are dropped. */
    private static byte[] content(ZipFile jar, ZipEntry entry) throws IOException {
        byte[] bytes = bytes(jar, entry);
        if (!entry.getName().startsWith(SERVICES)) {
            return bytes;
        }
        return new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> JarPart.of(line.strip().replace('.', '/') + ".class") == JarPart.KEPT)
                .map(line -> line + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ZipFile jar, ZipEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
