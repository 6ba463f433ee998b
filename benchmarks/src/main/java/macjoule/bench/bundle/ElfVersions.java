package macjoule.bench.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads which versions of glibc a library or program asks for: the section of needed versions (SHT_GNU_verneed) of a 64-bit ELF file
 * for little-endian machines, as the Linux Standard Base describes it.
 */
final class ElfVersions {
    private static final int MAGIC = 0x464c457f;
    private static final int NEEDED_VERSIONS = 0x6ffffffe;
    private static final Pattern GLIBC = Pattern.compile("GLIBC_(\\d+)\\.(\\d+)(?:\\..*)?");

    private final ByteBuffer file;

    private ElfVersions(ByteBuffer file) {
        this.file = file;
    }

    /** A version of glibc, such as 2.17. */
    record Glibc(int major, int minor) implements Comparable<Glibc> {
        @Override
        public int compareTo(Glibc other) {
            return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
        }

        @Override
        public String toString() {
            return major + "." + minor;
        }
    }

    /** The newest version that a file asks for; empty if it is no ELF file or asks for none. */
    static Optional<Glibc> newest(Path path) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        if (file.limit() < 64 || file.getInt(0) != MAGIC) {
            return Optional.empty();
        }
        return new ElfVersions(file).newest();
    }

    private Optional<Glibc> newest() {
        List<Glibc> found = new ArrayList<>();
        long sections = file.getLong(40);
        int size = file.getShort(58);
        int count = file.getShort(60);
        for (int i = 0; i < count; i++) {
            int section = (int) sections + i * size;
            if (file.getInt(section + 4) == NEEDED_VERSIONS) {
                int strings = (int) sections + file.getInt(section + 40) * size;
                collect((int) file.getLong(section + 24), (int) file.getLong(strings + 24), found);
            }
        }
        return found.stream().max(Comparator.naturalOrder());
    }

    /** A list of libraries, each with a list of versions; every entry tells how far the next one is, 0 at the end. */
    private void collect(int firstLibrary, int strings, List<Glibc> found) {
        int library = firstLibrary;
        int toNext;
        do {
            int version = library + file.getInt(library + 8);
            int toNextVersion;
            do {
                Glibc glibc = glibc(text(strings + file.getInt(version + 8)));
                if (glibc != null) {
                    found.add(glibc);
                }
                toNextVersion = file.getInt(version + 12);
                version += toNextVersion;
            } while (toNextVersion != 0);
            toNext = file.getInt(library + 12);
            library += toNext;
        } while (toNext != 0);
    }

    private static @Nullable Glibc glibc(String version) {
        Matcher matcher = GLIBC.matcher(version);
        return matcher.matches()
                ? new Glibc(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                : null;
    }

    private String text(int at) {
        StringBuilder text = new StringBuilder();
        for (int i = at; file.get(i) != 0; i++) {
            text.append((char) file.get(i));
        }
        return text.toString();
    }
}
