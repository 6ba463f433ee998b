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
 * Which algorithm computes a convolution.
 *
 * @param fixed the one that was asked for; empty to take the fastest for each layer
 */
record Choice(Optional<Algorithm> fixed) {
    /** The system property that names an algorithm. Without it the one that the DeLTA paper measured is taken. */
    static final String PROPERTY = "macjoule.cudnn.algorithm";

    private static final String FASTEST = "fastest";
    private static final int RUNS = 3;

    /** An algorithm that works in more than this is no choice for a layer among others. */
    private static final long MOST_WORKSPACE_BYTES = 2L << 30;

    static Choice ofThisProcess() {
        return of(System.getProperty(PROPERTY, Algorithm.IMPLICIT_PRECOMP_GEMM.id()));
    }

    static Choice of(String name) {
        if (name.equals(FASTEST)) {
            return new Choice(Optional.empty());
        }
        List<String> known = Stream.concat(Arrays.stream(Algorithm.values()).map(Algorithm::id), Stream.of(FASTEST))
                .toList();
        return new Choice(Optional.of(Arrays.stream(Algorithm.values())
                .filter(algorithm -> algorithm.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadInputException(
                        "cuDNN has no such algorithm", "-D" + PROPERTY + "=" + name, "give one of " + known))));
    }

    /** What to compute a layer by. {@code work} makes of an algorithm what can be run. */
    Algorithm of(Gpu gpu, ConvolutionPlan plan, Function<Algorithm, Work> work) {
        return fixed.orElseGet(() -> fastest(gpu, plan, work));
    }

    private static Algorithm fastest(Gpu gpu, ConvolutionPlan plan, Function<Algorithm, Work> work) {
        Algorithm fastest = Algorithm.IMPLICIT_PRECOMP_GEMM;
        double least = Double.POSITIVE_INFINITY;
        for (Algorithm algorithm : Algorithm.values()) {
            double seconds = seconds(gpu, plan, algorithm, work);
            if (seconds < least) {
                least = seconds;
                fastest = algorithm;
            }
        }
        return fastest;
    }

    /** Infinite where cuDNN does not offer the algorithm for the layer. */
    private static double seconds(Gpu gpu, ConvolutionPlan plan, Algorithm algorithm, Function<Algorithm, Work> work) {
        try (Stopwatch stopwatch = new Stopwatch(gpu)) {
            if (plan.workspaceBytes(algorithm) > MOST_WORKSPACE_BYTES) {
                return Double.POSITIVE_INFINITY;
            }
            Work one = work.apply(algorithm);
            one.start(gpu);
            stopwatch.start();
            for (int run = 0; run < RUNS; run++) {
                one.start(gpu);
            }
            stopwatch.stop();
            return stopwatch.seconds();
        } catch (CudnnException e) {
            return Double.POSITIVE_INFINITY;
        }
    }
}
