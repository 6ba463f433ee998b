package macjoule.bench.bringup;

/** What a step does in its process. */
@FunctionalInterface
public interface StepWork {
    /**
     * Returns one line telling what came of it.
     *
     * @throws macjoule.bench.run.BlockedException if this host cannot do it
     */
    String run(StepContext context) throws Exception;
}
