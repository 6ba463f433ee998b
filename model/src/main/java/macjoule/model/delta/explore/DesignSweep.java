package macjoule.model.delta.explore;

import java.util.List;
import java.util.stream.LongStream;
import macjoule.model.BadInputException;
import macjoule.model.delta.Delta;
import macjoule.model.gpu.GpuSpec;

/**
 * Tries every design of a space on a workload, on all cores, and keeps those worth their cost.
 *
 * @param delta the model
 * @param base the GPU the designs start from
 * @param workload what they run
 * @param cost what they cost
 */
public record DesignSweep(Delta delta, GpuSpec base, Workload workload, DesignCost cost) {

    /**
     * What a sweep found.
     *
     * @param evaluated designs tried
     * @param impossible of them, designs on which some layer cannot run
     * @param front designs no other beats, from the cheapest to the fastest
     */
    public record Result(DesignSpace space, long evaluated, long impossible, List<Design> front) {

        /** What {@code design} has more or less of. */
        public ResourceScale scale(Design design) {
            return space.design(design.index());
        }
    }

    public Result run(DesignSpace space) {
        double baseSeconds = workload.seconds(delta, base);
        Tally tally = LongStream.range(0, space.size())
                .parallel()
                .collect(Tally::new, (found, index) -> found.add(space, index, baseSeconds), Tally::addAll);
        return new Result(space, tally.evaluated, tally.impossible, tally.front.designs());
    }

    /** What one thread has found so far. */
    private final class Tally {
        private final ParetoFront front = new ParetoFront();
        private long evaluated;
        private long impossible;

        void add(DesignSpace space, long index, double baseSeconds) {
            ResourceScale scale = space.design(index);
            evaluated++;
            try {
                double seconds = workload.seconds(delta, scale.applyTo(base, base.name()));
                front.add(new Design(index, cost.of(scale), baseSeconds / seconds));
            } catch (BadInputException e) {
                // The base runs the workload, so it is this design that lacks something.
                impossible++;
            }
        }

        void addAll(Tally other) {
            front.addAll(other.front);
            evaluated += other.evaluated;
            impossible += other.impossible;
        }
    }
}
