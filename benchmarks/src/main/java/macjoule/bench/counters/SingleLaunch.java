package macjoule.bench.counters;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import macjoule.bench.engine.DeviceSession;
import macjoule.bench.engine.Engines;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.plan.BenchmarkCase;
import org.jspecify.annotations.Nullable;

/**
 * The process that a profiler watches: prepares one case after the other, runs each until everything is chosen and compiled, and
 * then once more within a range that is profiled. Between cases it passes {@link Landmarks}, unless there is but one.
 */
final class SingleLaunch {
    /** Begins the line that tells why a case failed, behind its number. */
    static final String FAILURE = "#macjoule-failure ";

    /** Begins the line that tells of how many kernels a case consists at least, behind its number. */
    static final String LAUNCHES = "#macjoule-launches ";

    /** Begins the line with the number of the first case that there was no time for. */
    static final String STOPPED = "#macjoule-stopped ";

    private static final int WARMUPS = 2;
    private static final String OF_ORIGIN = "kernels: ";

    private final PrintStream toProfiler;
    private final long seed;
    private final List<CountedCase> cases;
    private @Nullable Landmarks landmarks;

    private SingleLaunch(PrintStream toProfiler, long seed, List<CountedCase> cases) {
        this.toProfiler = toProfiler;
        this.seed = seed;
        this.cases = cases;
    }

    /** Arguments: the seed of the run, the seconds after which to begin no further case, those for each case, then the cases. */
    public static void main(String[] args) {
        long start = System.nanoTime();
        PrintStream toProfiler = System.out;
        // What libraries print must not mix with the table of the profiler.
        System.setOut(System.err);
        List<String> words = List.of(args);
        List<CountedCase> cases = CountedCase.parse(words.subList(3, words.size()));
        new SingleLaunch(toProfiler, Long.parseLong(args[0]), cases)
                .run(start, Double.parseDouble(args[1]), Double.parseDouble(args[2]));
    }

    static List<String> arguments(List<CountedCase> cases, long seed, Limits limits) {
        List<String> arguments = new ArrayList<>(
                List.of(String.valueOf(seed), String.valueOf(limits.lastStart()), String.valueOf(limits.perCase())));
        arguments.addAll(CountedCase.words(cases));
        return arguments;
    }

    private void run(long start, double lastStart, double perCase) {
        double longest = 0;
        for (int number = 0; number < cases.size(); number++) {
            double begun = secondsSince(start);
            if (number > 0 && begun + longest > lastStart) {
                toProfiler.println(STOPPED + number);
                break;
            }
            Thread watch = Watch.over(perCase, stopped(number, perCase));
            failing(number, cases.get(number));
            watch.interrupt();
            longest = Math.max(longest, secondsSince(start) - begun);
        }
        if (landmarks != null) {
            int end = cases.size();
            failing(end, () -> ProfilerRange.around(() -> landmarks().pass(end)));
        }
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Ends the process at once: what does not come back cannot be closed. The profiler still tells of the cases before. */
    private Runnable stopped(int number, double seconds) {
        return () -> {
            tell(number, "not done after " + Math.round(seconds) + " s");
            toProfiler.flush();
            Runtime.getRuntime().halt(1);
        };
    }

    private void failing(int number, CountedCase one) {
        failing(number, () -> count(number, one));
    }

    /** A case that fails is told of, and the next one tried. */
    private void failing(int number, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            e.printStackTrace();
            tell(number, e.toString());
        }
    }

    private void tell(int number, String reason) {
        toProfiler.println(FAILURE + number + " " + reason.replaceAll("\\s+", " "));
    }

    private void count(int number, CountedCase one) {
        var engine = Engines.find(one.unit().engine()).orElseThrow();
        try (Session session = Setting.during(
                one.setting(),
                () -> engine.open(BenchmarkCase.of(one.unit().key()).workload(), new WeightSource(seed)))) {
            for (int i = 0; i < WARMUPS; i++) {
                session.run();
            }
            session.synchronise();
            if (session instanceof DeviceSession device) {
                long launches = device.kernels().stream()
                        .filter(line -> !line.startsWith(OF_ORIGIN))
                        .count();
                toProfiler.println(LAUNCHES + number + " " + launches);
            }
            Landmarks before = cases.size() > 1 ? landmarks() : null;
            ProfilerRange.around(() -> {
                if (before != null) {
                    before.pass(number);
                }
                session.run();
                session.synchronise();
            });
        }
    }

    /** Loaded where the first engine has opened a context. */
    private Landmarks landmarks() {
        Landmarks loaded = landmarks;
        if (loaded == null) {
            loaded = Landmarks.load(cases.size());
            landmarks = loaded;
        }
        return loaded;
    }
}
