package macjoule.bench.engine;

/**
 * A library that computes layers. Making one is cheap and loads nothing native, so that all can be listed on any host; only
 * {@link #open} loads the library behind it.
 */
public interface Engine {

    /** The name on the command line and in records, kebab-case. */
    String name();

    /** What it computes with and how, in one sentence. */
    String description();

    /** What it computes on. Engines on one device are held against one measured peak. */
    default String device() {
        return "cpu";
    }

    /** Whether this host can run it. Never loads the library: a failed attempt could leave it unusable in this JVM. */
    Availability probe();

    /** Whether it can compute every layer of {@code workload}. */
    Availability supports(Workload workload);

    /** Prepares {@code workload} so that it can be run. Call only if {@link #probe} and {@link #supports} say that it can. */
    Session open(Workload workload, WeightSource weights);
}
