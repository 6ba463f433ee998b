package macjoule.bench.bringup;

/** Fits alpha to what the networks took, from the file that the step before has left; the report shows the same fits. */
final class Alpha implements StepWork {
    @Override
    public String run(StepContext context) {
        return AlphaFits.of(context.folder()).told();
    }
}
