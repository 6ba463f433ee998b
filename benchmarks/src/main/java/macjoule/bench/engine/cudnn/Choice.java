package macjoule.bench.engine.cudnn;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import macjoule.bench.engine.jcuda.driver.Gpu;
import macjoule.bench.engine.jcuda.driver.Stopwatch;
import macjoule.bench.engine.jcuda.driver.Work;
import macjoule.model.BadInputException;

/**
 * By which algorithm a convolution is computed.
 *
 * @param algorithms those that may be taken, in this order where the fastest is not asked for
 * @param fastest whether all are timed
 * @param binding whether a layer that none of them computes is an error; if not, it is left to others
 */
record Choice(List<Algorithm> algorithms, boolean fastest, boolean binding) {
    /** The system property that names an algorithm. Without it the one that the DeLTA paper measured is taken where that can be. */
    static final String PROPERTY = "macjoule.cudnn.algorithm";

    private static final String FASTEST = "fastest";

    /** The second is the same product of matrices with its addresses computed as it goes, and may take what the first refuses. */
    private static final Choice USUAL =
            new Choice(List.of(Algorithm.IMPLICIT_PRECOMP_GEMM, Algorithm.IMPLICIT_GEMM), false, false);

    private static final int RUNS = 3;

    /** An algorithm that works in more than this is no choice for a layer among others. */
    private static final long MOST_WORKSPACE_BYTES = 2L << 30;

    static Choice ofThisProcess() {
        String name = System.getProperty(PROPERTY);
        return name == null ? USUAL : of(name);
    }

    static Choice of(String name) {
        if (name.equals(FASTEST)) {
            return new Choice(List.of(Algorithm.values()), true, false);
        }
        List<String> known = Stream.concat(Arrays.stream(Algorithm.values()).map(Algorithm::id), Stream.of(FASTEST))
                .toList();
        Algorithm named = Arrays.stream(Algorithm.values())
                .filter(algorithm -> algorithm.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadInputException(
                        "cuDNN has no such algorithm", "-D" + PROPERTY + "=" + name, "give one of " + known));
        return new Choice(List.of(named), false, true);
    }

    /** What was taken for a layer. */
    record Taken(Way way, Work work) {}

    /**
     * What to compute a layer by, which is run once to see whether cuDNN does: that it offers an algorithm for a layer is no promise.
     *
     * @param work makes of a way what can be run
     * @return empty if it is to be left to others
     * @throws CudnnException if no algorithm that was asked for by its name computes it
     */
    Optional<Taken> of(Gpu gpu, ConvolutionPlan plan, Function<Way, Work> work) {
        List<Way> ways = algorithms.stream()
                .flatMap(algorithm -> plan.ways(algorithm).stream())
                .toList();
        return fastest ? fastest(gpu, plan, ways, work) : first(gpu, ways, work);
    }

    private Optional<Taken> first(Gpu gpu, List<Way> ways, Function<Way, Work> work) {
        CudnnException last = null;
        for (Way way : ways) {
            try {
                Work tried = work.apply(way);
                tried.start(gpu);
                return Optional.of(new Taken(way, tried));
            } catch (CudnnException e) {
                if (!e.isRefusal()) {
                    throw e;
                }
                last = e;
            }
        }
        if (binding && last != null) {
            throw last;
        }
        return Optional.empty();
    }

    private static Optional<Taken> fastest(Gpu gpu, ConvolutionPlan plan, List<Way> ways, Function<Way, Work> work) {
        Optional<Taken> fastest = Optional.empty();
        double least = Double.POSITIVE_INFINITY;
        for (Way way : ways) {
            try (Stopwatch stopwatch = new Stopwatch(gpu)) {
                if (plan.workspaceBytes(way.algorithm()) <= MOST_WORKSPACE_BYTES) {
                    Work tried = work.apply(way);
                    double seconds = seconds(gpu, tried, stopwatch);
                    if (seconds < least) {
                        least = seconds;
                        fastest = Optional.of(new Taken(way, tried));
                    }
                }
            } catch (CudnnException e) {
                // One that the layer cannot have is slower than any other.
            }
        }
        return fastest;
    }

    private static double seconds(Gpu gpu, Work work, Stopwatch stopwatch) {
        work.start(gpu);
        stopwatch.start();
        for (int run = 0; run < RUNS; run++) {
            work.start(gpu);
        }
        stopwatch.stop();
        return stopwatch.seconds();
    }
}
