package macjoule.bench.energy.core;

/** Work for a GPU that can be turned up and down while its sensor is being watched. */
@FunctionalInterface
public interface PowerLoad {
    /**
     * Takes effect at once and returns at once.
     *
     * @param level 0 for idle to 1 for full load
     */
    void set(double level);
}
