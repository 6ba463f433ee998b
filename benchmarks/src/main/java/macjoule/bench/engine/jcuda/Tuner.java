package macjoule.bench.engine.jcuda;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import macjoule.bench.engine.jcuda.driver.Gpu;
import macjoule.bench.engine.jcuda.driver.Launch;
import macjoule.bench.engine.jcuda.driver.Stopwatch;

/** Times the candidates of a layer where it will run and takes the fastest. Layers of one shape are tried once in a process. */
final class Tuner {
    private static final int ROUNDS = 3;
    private static final int RUNS = 3;
    private static final Map<Key, Candidate> KNOWN = new ConcurrentHashMap<>();

    private final Gpu gpu;
    private final Precision precision;
    private final Optional<Candidate> only;

    /**
     * @param only what to take untried, wherever it can compute the layer; empty to find the fastest
     */
    Tuner(Gpu gpu, Precision precision, Optional<Candidate> only) {
        this.gpu = gpu;
        this.precision = precision;
        this.only = only;
    }

    private record Key(String gpu, Precision precision, ConvolutionShape shape, List<Candidate> candidates) {}

    Candidate best(ConvolutionShape shape, List<Candidate> candidates, Function<Candidate, List<Launch>> launches) {
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        if (only.filter(candidates::contains).isPresent()) {
            return only.get();
        }
        Key key = new Key(gpu.identity().uuid(), precision, shape, candidates);
        return KNOWN.computeIfAbsent(key, unknown -> fastest(candidates, launches));
    }

    private Candidate fastest(List<Candidate> candidates, Function<Candidate, List<Launch>> launches) {
        Candidate fastest = candidates.get(0);
        double least = Double.POSITIVE_INFINITY;
        try (Stopwatch stopwatch = new Stopwatch(gpu)) {
            for (Candidate candidate : candidates) {
                double seconds = seconds(launches.apply(candidate), stopwatch);
                if (seconds < least) {
                    least = seconds;
                    fastest = candidate;
                }
            }
        }
        return fastest;
    }

    /** The best of some rounds, the first run having warmed up caches. */
    private double seconds(List<Launch> launches, Stopwatch stopwatch) {
        launches.forEach(gpu::launch);
        double least = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            stopwatch.start();
            for (int run = 0; run < RUNS; run++) {
                launches.forEach(gpu::launch);
            }
            stopwatch.stop();
            least = Math.min(least, stopwatch.seconds());
        }
        return least;
    }
}
