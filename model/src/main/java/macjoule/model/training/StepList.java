package macjoule.model.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects steps; each {@link #begin} is followed by the accesses of that step, reads before writes. */
final class StepList {
    private record Step(Phase phase, int layer, long ops, Map<Integer, Access> accesses) {}

    private static final class Access {
        private boolean reads;
        private boolean writes;
    }

    private final List<Step> steps = new ArrayList<>();

    void begin(Phase phase, int layer, long ops) {
        steps.add(new Step(phase, layer, ops, new LinkedHashMap<>()));
    }

    void read(int tensor) {
        access(tensor).reads = true;
    }

    void write(int tensor) {
        access(tensor).writes = true;
    }

    private Access access(int tensor) {
        return steps.get(steps.size() - 1).accesses().computeIfAbsent(tensor, t -> new Access());
    }

    int steps() {
        return steps.size();
    }

    int[] layers() {
        return steps.stream().mapToInt(Step::layer).toArray();
    }

    Phase[] phases() {
        return steps.stream().map(Step::phase).toArray(Phase[]::new);
    }

    long[] ops() {
        return steps.stream().mapToLong(Step::ops).toArray();
    }

    int[] starts() {
        int[] starts = new int[steps.size() + 1];
        Arrays.setAll(
                starts, step -> step == 0 ? 0 : steps.get(step - 1).accesses().size());
        Arrays.parallelPrefix(starts, Integer::sum);
        return starts;
    }

    int[] tensors() {
        return steps.stream()
                .flatMap(step -> step.accesses().keySet().stream())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    boolean[] reads() {
        return flags(true);
    }

    boolean[] writes() {
        return flags(false);
    }

    private boolean[] flags(boolean read) {
        int[] starts = starts();
        boolean[] flags = new boolean[starts[steps.size()]];
        int access = 0;
        for (Step step : steps) {
            for (Access a : step.accesses().values()) {
                flags[access++] = read ? a.reads : a.writes;
            }
        }
        return flags;
    }
}
