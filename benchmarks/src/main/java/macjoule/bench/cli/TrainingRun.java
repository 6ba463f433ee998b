package macjoule.bench.cli;

import java.util.List;
import macjoule.model.training.Iteration;
import org.jspecify.annotations.Nullable;

/**
 * One iteration beside the same on the first machine asked for.
 *
 * @param speedup how many times faster it is than there
 * @param bound the speed-up if memory cost nothing
 * @param leastTraffic bytes that no management of the cache can avoid; null if not asked for
 */
record TrainingRun(
        Iteration iteration,
        double speedup,
        double bound,
        @Nullable Long leastTraffic) {

    static List<TrainingRun> of(List<Iteration> onEachMachine, @Nullable Long leastTraffic) {
        Iteration first = onEachMachine.get(0);
        return onEachMachine.stream()
                .map(iteration -> new TrainingRun(
                        iteration,
                        first.timeSeconds() / iteration.timeSeconds(),
                        iteration.hardware().throughput() / first.hardware().throughput(),
                        leastTraffic))
                .toList();
    }
}
