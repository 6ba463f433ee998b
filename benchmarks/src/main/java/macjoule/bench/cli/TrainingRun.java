package macjoule.bench.cli;

import java.util.List;
import macjoule.model.training.Footprint;
import macjoule.model.training.Hardware;
import macjoule.model.training.Iteration;
import org.jspecify.annotations.Nullable;

/**
 * One iteration beside the same on the first machine asked for.
 *
 * @param footprint the memory an iteration of this batch needs, whatever the machine
 * @param speedup how many times faster it is than there
 * @param bound the most that it can be: see {@link #bound(Hardware, Hardware)}
 * @param leastTraffic bytes that no management of the cache can avoid; null if not asked for
 */
record TrainingRun(
        Iteration iteration,
        Footprint footprint,
        double speedup,
        double bound,
        @Nullable Long leastTraffic) {

    static List<TrainingRun> of(List<Iteration> onEachMachine, Footprint footprint, @Nullable Long leastTraffic) {
        Iteration first = onEachMachine.get(0);
        return onEachMachine.stream()
                .map(iteration -> new TrainingRun(
                        iteration,
                        footprint,
                        first.timeSeconds() / iteration.timeSeconds(),
                        bound(first.hardware(), iteration.hardware()),
                        leastTraffic))
                .toList();
    }

    /**
     * The larger of the two ratios. A machine with k times the throughput and k times the bandwidth takes 1/k of the time, and one
     * that has less of either is no faster. With equal memories it is the thesis' bound, the speed-up if memory cost nothing.
     */
    private static double bound(Hardware first, Hardware other) {
        return Math.max(other.throughput() / first.throughput(), other.bandwidth() / first.bandwidth());
    }
}
