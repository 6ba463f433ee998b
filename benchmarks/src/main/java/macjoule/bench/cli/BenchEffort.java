package macjoule.bench.cli;

import macjoule.bench.plan.Suite;
import macjoule.calibration.record.Effort;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code bench} that say how often and how long, named as JMH names them. */
final class BenchEffort {
    @Option(names = "-f", paramLabel = "N", description = "Forks; default that of the suite, as for all of these.")
    private @Nullable Integer forks;

    @Option(names = "-wi", paramLabel = "N", description = "Warm-up windows in each fork.")
    private @Nullable Integer warmups;

    @Option(names = "-w", paramLabel = "S", description = "Seconds of each warm-up window.")
    private @Nullable Double warmupSeconds;

    @Option(names = "-i", paramLabel = "N", description = "Measured windows in each fork.")
    private @Nullable Integer windows;

    @Option(names = "-r", paramLabel = "S", description = "Seconds of each measured window.")
    private @Nullable Double windowSeconds;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of an engine on the CPU; default all cores.")
    private @Nullable Integer threads;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "What order, weights and inputs are drawn from; default ${DEFAULT-VALUE}.")
    private long seed;

    Suite applied(Suite suite) {
        requireAtLeast(1, forks, "-f");
        requireAtLeast(0, warmups, "-wi");
        requireAtLeast(1, windows, "-i");
        requireTime(warmupSeconds, "-w");
        requireTime(windowSeconds, "-r");
        Effort usual = suite.effort();
        return suite.withEffort(new Effort(
                forks == null ? usual.forks() : forks,
                warmups == null ? usual.warmups() : warmups,
                warmupSeconds == null ? usual.warmupSeconds() : warmupSeconds,
                windows == null ? usual.windows() : windows,
                windowSeconds == null ? usual.windowSeconds() : windowSeconds));
    }

    private static void requireAtLeast(int least, @Nullable Integer count, String option) {
        if (count != null && count < least) {
            throw new UsageException("a count of " + count, option, "give " + least + " or more");
        }
    }

    private static void requireTime(@Nullable Double seconds, String option) {
        if (seconds != null && !(seconds > 0 && Double.isFinite(seconds))) {
            throw new UsageException("a time of " + seconds + " s", option, "give seconds above 0");
        }
    }

    int threads(int cores) {
        requireAtLeast(1, threads, "--threads");
        return threads == null ? cores : threads;
    }

    long seed() {
        return seed;
    }
}
