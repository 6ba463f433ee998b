package macjoule.bench.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import macjoule.model.BadInputException;

/**
 * Writes a folder as a POSIX tar archive (ustar) that depends on nothing but names, contents and whether a file may be executed:
 * entries in the order of their names, no owner, one time for all.
 */
final class TarWriter {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int PREFIX = 155;
    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_LENGTH = 8;
    private static final int EXECUTABLE = 0755;
    private static final int PLAIN = 0644;

    private final OutputStream out;

    private TarWriter(OutputStream out) {
        this.out = out;
    }

    /** Writes {@code folder} under its own name. */
    static void write(Path folder, OutputStream out) throws IOException {
        TarWriter tar = new TarWriter(out);
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted().toList();
        }
        for (Path path : paths) {
            String within = folder.relativize(path).toString();
            tar.put(path, folder.getFileName() + (within.isEmpty() ? "" : "/" + within));
        }
        out.write(new byte[2 * BLOCK]);
    }

    private void put(Path path, String name) throws IOException {
        if (Files.isSymbolicLink(path)) {
            out.write(header(
                    name, '2', EXECUTABLE, 0, Files.readSymbolicLink(path).toString()));
        } else if (Files.isDirectory(path)) {
            out.write(header(name + "/", '5', EXECUTABLE, 0, ""));
        } else {
            byte[] content = Files.readAllBytes(path);
            out.write(header(name, '0', Files.isExecutable(path) ? EXECUTABLE : PLAIN, content.length, ""));
            out.write(content);
            out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        }
    }

    private static byte[] header(String name, char type, int mode, long size, String link) {
        int split = name.length() <= NAME ? -1 : name.indexOf('/', name.length() - NAME - 1);
        String prefix = split < 0 ? "" : name.substring(0, split);
        String rest = name.substring(split + 1);
        if (rest.length() > NAME || prefix.length() > PREFIX || link.length() > NAME) {
            throw new BadInputException("a name too long for an archive", name, "use shorter names");
        }
        byte[] header = new byte[BLOCK];
        put(header, 0, rest);
        put(header, 100, octal(mode, 7));
        put(header, 108, octal(0, 7));
        put(header, 116, octal(0, 7));
        put(header, 124, octal(size, 11));
        put(header, 136, octal(0, 11));
        put(header, CHECKSUM_AT, " ".repeat(CHECKSUM_LENGTH));
        put(header, 156, String.valueOf(type));
        put(header, 157, link);
        put(header, 257, "ustar\00000");
        put(header, 345, prefix);
        int sum = 0;
        for (byte one : header) {
            sum += one & 0xff;
        }
        put(header, CHECKSUM_AT, octal(sum, 6) + "\0 ");
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static String octal(long value, int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "o", value);
    }
}
