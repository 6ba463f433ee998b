package macjoule.bench.energy.window;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells whether others compute on the same GPU. */
public final class Neighbours {
    private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");

    /** The number that Linux gives to the namespace it booted with. */
    private static final String FIRST_NAMESPACE = "pid:[4026531836]";

    private final Set<Integer> own;
    private final boolean comparable;

    /**
     * Knows the processes of this measurement.
     *
     * @param comparable whether NVML's process numbers are of the same kind as ours, which they are not in a container
     */
    public Neighbours(Set<Integer> own, boolean comparable) {
        this.own = Set.copyOf(own);
        this.comparable = comparable;
    }

    /** This process, those that started it and those that it started. */
    public static Neighbours ofThisProcess() {
        ProcessHandle self = ProcessHandle.current();
        Set<Integer> own =
                self.descendants().map(ProcessHandle::pid).map(Long::intValue).collect(Collectors.toSet());
        for (ProcessHandle process = self;
                process != null;
                process = process.parent().orElse(null)) {
            own.add((int) process.pid());
        }
        return new Neighbours(own, !isInContainer());
    }

    private static boolean isInContainer() {
        try {
            return !Files.readSymbolicLink(NAMESPACE).toString().equals(FIRST_NAMESPACE);
        } catch (IOException | UnsupportedOperationException e) {
            // No such thing as namespaces: not Linux, and so no container with a GPU.
            return false;
        }
    }

    /** The processes that are not ours. Where numbers cannot be compared, a single process is taken to be us. */
    int[] strangers(int[] listed) {
        if (!comparable) {
            return listed.length <= 1 ? new int[0] : listed.clone();
        }
        return Arrays.stream(listed).filter(pid -> !own.contains(pid)).toArray();
    }
}
