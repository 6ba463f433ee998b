package macjoule.bench.energy.window;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells whether others compute on the same GPU. */
public final class Neighbours {
    private final Set<Integer> own;

    /**
     * @param own the processes of this measurement
     */
    public Neighbours(Set<Integer> own) {
        this.own = Set.copyOf(own);
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
        return new Neighbours(own);
    }

    /** The processes that are not ours. */
    int[] strangers(int[] listed) {
        return Arrays.stream(listed).filter(pid -> !own.contains(pid)).toArray();
    }
}
