package macjoule.model.training;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import macjoule.model.BadInputException;
import macjoule.model.training.graph.LayerType;
import macjoule.model.training.graph.TrainingGraph;

/** A graph compiled for one set of options, to be evaluated for any number of caches and machines. Immutable. */
public final class TrainingModel {
    private final StepProgram program;
    private final TrainingOptions options;
    private final Map<LayerType, int[]> stepsByType = new EnumMap<>(LayerType.class);
    private final long totalOps;
    private final long leastCapacity;

    private TrainingModel(TrainingGraph graph, TrainingOptions options) {
        this.options = options;
        program = ProgramBuilder.build(graph, options);
        if (program.steps == 0) {
            throw new BadInputException("it has nothing to compute", "network " + graph.name(), "give it a layer");
        }
        IntStream.range(0, program.steps)
                .boxed()
                .collect(Collectors.groupingBy(this::typeOf))
                .forEach((type, steps) -> stepsByType.put(
                        type, steps.stream().mapToInt(Integer::intValue).toArray()));
        totalOps = Arrays.stream(program.ops).sum();
        leastCapacity = IntStream.range(0, program.tensors.size())
                .filter(tensor -> program.tensors.kind(tensor).hasRows())
                .mapToLong(tensor -> program.tensors.bytes(tensor) / program.tensors.rows(tensor))
                .max()
                .orElse(1);
    }

    public static TrainingModel of(TrainingGraph graph, TrainingOptions options) {
        return new TrainingModel(graph, options);
    }

    public TrainingGraph graph() {
        return program.graph;
    }

    public TrainingOptions options() {
        return options;
    }

    /** One iteration with a cache of {@code cacheBytes}. */
    public Iteration run(long cacheBytes, Hardware hardware) {
        return runOnEach(cacheBytes, List.of(hardware)).get(0);
    }

    /** One iteration with each of its steps. */
    public Trace trace(long cacheBytes, Hardware hardware) {
        CachePlan plan = plan(cacheBytes);
        Transfers transfers = new Transfers(plan, options);
        Timeline timeline = new Timeline(plan, transfers, hardware, options);
        return Trace.of(summary(plan, transfers, timeline), this, transfers, timeline);
    }

    /** All reuse of the iteration and the cache each takes. */
    public ReuseAnalysis reuse() {
        return ReuseAnalysis.of(program);
    }

    /** Every step in the modified roofline of a machine. */
    public List<RooflinePoint> roofline(Hardware hardware) {
        return IntStream.range(0, program.steps)
                .mapToObj(step -> RooflinePoint.of(program, step, typeOf(step), hardware))
                .toList();
    }

    /** The memory the iteration needs. */
    public Footprint footprint() {
        return Footprint.of(program);
    }

    /** Traffic that no management of a cache of this size can avoid. */
    public TrafficBound trafficBound(long cacheBytes) {
        return TrafficBound.of(program, cacheBytes);
    }

    /** One iteration on each machine; what the cache keeps is the same on all. */
    public List<Iteration> runOnEach(long cacheBytes, List<Hardware> machines) {
        CachePlan plan = plan(cacheBytes);
        Transfers transfers = new Transfers(plan, options);
        return machines.stream()
                .map(hardware -> summary(plan, transfers, new Timeline(plan, transfers, hardware, options)))
                .toList();
    }

    /** One iteration for each capacity, evaluated in parallel. */
    public List<Iteration> sweep(CapacityRange capacities, Hardware hardware) {
        return sweep(capacities, List.of(hardware)).stream()
                .map(runs -> runs.get(0))
                .toList();
    }

    /** For each capacity one iteration on each machine, evaluated in parallel. */
    public List<List<Iteration>> sweep(CapacityRange capacities, List<Hardware> machines) {
        return Arrays.stream(capacities.bytes())
                .parallel()
                .mapToObj(bytes -> runOnEach(bytes, machines))
                .toList();
    }

    CachePlan plan(long cacheBytes) {
        if (cacheBytes < leastCapacity) {
            throw new BadInputException(
                    "a cache of " + cacheBytes + " bytes cannot hold one row of the largest map",
                    "network " + program.graph.name(),
                    "give at least " + leastCapacity + " bytes");
        }
        return CachePlan.of(program, options, cacheBytes);
    }

    StepProgram program() {
        return program;
    }

    LayerType typeOf(int step) {
        return switch (program.phase[step]) {
            case LOSS -> LayerType.LOSS;
            case UPDATE -> LayerType.OPTIMIZER;
            default -> program.graph.layer(program.layer[step]).type();
        };
    }

    private Iteration summary(CachePlan plan, Transfers transfers, Timeline timeline) {
        int streamed = 0;
        for (boolean isStreamed : plan.streamed) {
            streamed += isStreamed ? 1 : 0;
        }
        return new Iteration(
                plan.capacity,
                timeline.hardware(),
                program.graph.batch(),
                transfers.in(),
                transfers.out(),
                timeline.total(),
                totalOps,
                Arrays.stream(timeline.prefetches.occupancy).max().orElse(0),
                program.steps,
                streamed,
                timeline.prefetches.count(),
                timeByType(timeline));
    }

    private Map<LayerType, Double> timeByType(Timeline timeline) {
        Map<LayerType, Double> byType = new EnumMap<>(LayerType.class);
        stepsByType.forEach((type, steps) -> {
            double time = 0;
            for (int step : steps) {
                time += timeline.end[step] - timeline.begin[step];
            }
            byType.put(type, time);
        });
        return byType;
    }
}
