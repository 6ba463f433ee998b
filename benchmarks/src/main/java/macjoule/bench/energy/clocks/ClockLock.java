package macjoule.bench.energy.clocks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import macjoule.bench.energy.nvml.Answer;
import macjoule.bench.energy.nvml.ClockDomain;
import macjoule.bench.energy.nvml.DeviceText;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.energy.nvml.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Locks the clocks of a GPU. What is about to be changed is on disk before it is changed, since a process that is killed
 * runs no hook; {@link #restoreLeftOver} finds it there.
 */
public final class ClockLock implements AutoCloseable {
    private static final String SUFFIX = ".clocks";
    private static final String NOT_LOCKED = "clocks not locked: ";
    private static final String REMEDY =
            "; measuring goes on with free clocks. Locking them takes root: run as root, or"
                    + " let the administrator run nvidia-smi --lock-gpu-clocks";

    private final NvmlDevice device;
    private final ClockDomain domain;
    private final Path journal;

    /**
     * What came of a request.
     *
     * @param lock to be closed in the end, or null if the clocks stay free
     * @param megahertz where the clock is held, or null if it stays free
     * @param nowMegahertz what it read right after, or null where it is free or cannot be read
     * @param reason why it stays free, or null if it is held
     * @param note what to tell the user
     */
    public record Attempt(
            @Nullable ClockLock lock,
            @Nullable Integer megahertz,
            @Nullable Integer nowMegahertz,
            @Nullable String reason,
            String note) {

        /** Of a GPU that cannot even be asked. */
        public static Attempt refused(NvmlCode code) {
            return new Attempt(null, null, null, code.meaning(), NOT_LOCKED + code.meaning());
        }
    }

    private ClockLock(NvmlDevice device, ClockDomain domain, Path journal) {
        this.device = device;
        this.domain = domain;
        this.journal = journal;
    }

    /** Holds a clock at one frequency in MHz, the nearest that the GPU has. */
    public static Attempt lock(NvmlDevice device, ClockDomain domain, int wanted, Path folder) {
        int megahertz = device.supportedClocks(domain)
                .value()
                .map(clocks -> nearest(wanted, clocks))
                .orElse(wanted);
        Answer<String> uuid = device.text(DeviceText.UUID);
        if (!(uuid instanceof Answer.Given<String> known)) {
            return Attempt.refused(uuid.code());
        }
        Path journal = journal(folder, known.content(), domain);
        write(journal, known.content() + " " + domain + " " + megahertz + "\n");
        NvmlCode code = device.lockClock(domain, megahertz, megahertz);
        if (code != NvmlCode.SUCCESS) {
            delete(journal);
            return new Attempt(null, null, null, code.meaning(), NOT_LOCKED + code.meaning() + REMEDY);
        }
        long now = device.read(domain == ClockDomain.GPU ? Quantity.SM_CLOCK : Quantity.MEMORY_CLOCK);
        return new Attempt(
                new ClockLock(device, domain, journal),
                megahertz,
                now < 0 ? null : (Integer) (int) now,
                null,
                domain + " clock asked for " + wanted + " MHz, "
                        + (megahertz == wanted ? "" : "the nearest it has is " + megahertz + " MHz, ") + "now "
                        + (now < 0 ? "unknown" : now + " MHz"));
    }

    private static int nearest(int wanted, int[] clocks) {
        return IntStream.of(clocks)
                .boxed()
                .min(Comparator.comparingInt(clock -> Math.abs(clock - wanted)))
                .orElse(wanted);
    }

    /** Frees the clock again. */
    @Override
    public void close() {
        if (device.unlockClock(domain) == NvmlCode.SUCCESS) {
            delete(journal);
        }
    }

    /** Whether an earlier process may have left a clock locked, told without waking any driver. */
    public static boolean isAnythingLeftOver(Path folder) {
        return !journals(folder).isEmpty();
    }

    /** Frees every clock that an earlier process left locked, and tells of each. */
    public static List<String> restoreLeftOver(Nvml nvml, Path folder) {
        return restoreLeftOver(nvml, folder, uuid -> false);
    }

    /**
     * Frees every clock that an earlier process left locked, and tells of each.
     *
     * @param isHeld whether a measurement that is still going on has this GPU, by UUID as in file names, so that its clocks are
     *     its own affair
     */
    public static List<String> restoreLeftOver(Nvml nvml, Path folder, Predicate<String> isHeld) {
        List<String> notes = new ArrayList<>();
        for (Path journal : journals(folder)) {
            // By the name, which is whole even while the GPU's holder is still writing the line.
            if (!isHeld.test(gpuInName(journal))) {
                restore(nvml, journal, notes);
            }
        }
        return notes;
    }

    private static void restore(Nvml nvml, Path journal, List<String> notes) {
        String[] words = read(journal).strip().split(" ", -1);
        ClockDomain domain = words.length < 2 ? null : domain(words[1]);
        if (domain == null) {
            // Killed while writing, and so before the clock was touched.
            delete(journal);
            return;
        }
        NvmlCode code = nvml.deviceByUuid(words[0])
                .then(device -> Answer.of(device.unlockClock(domain)))
                .value()
                .orElse(NvmlCode.NOT_FOUND);
        if (code == NvmlCode.SUCCESS) {
            delete(journal);
            notes.add("freed the " + domain + " clock of " + words[0]);
        } else {
            notes.add("the " + domain + " clock of " + words[0] + " is still locked: " + code.meaning());
        }
    }

    /** Null for a word that was torn off. */
    private static @Nullable ClockDomain domain(String word) {
        return Stream.of(ClockDomain.values())
                .filter(domain -> domain.name().equals(word))
                .findFirst()
                .orElse(null);
    }

    private static Path journal(Path folder, String uuid, ClockDomain domain) {
        return folder.resolve(uuid.replaceAll("[^A-Za-z0-9-]", "_") + "." + domain + SUFFIX);
    }

    private static String gpuInName(Path journal) {
        return String.valueOf(journal.getFileName()).replaceFirst("\\..*", "");
    }

    private static List<Path> journals(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path journal, String line) {
        try {
            Files.createDirectories(journal.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(
                    journal,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(line);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("clocks are not locked without a journal", e);
        }
    }

    private static String read(Path journal) {
        try {
            // Where a disk lost power there may be anything, which is then no word that is known.
            return new String(Files.readAllBytes(journal), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            // Its run has ended just now and freed the clock itself.
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path journal) {
        try {
            Files.deleteIfExists(journal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
