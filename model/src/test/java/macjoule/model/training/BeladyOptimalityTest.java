package macjoule.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import macjoule.model.training.graph.TrainingGraph;
import macjoule.model.training.graph.TrainingLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the cache keeps against the best of all choices, found by trying every subset of the intervals between uses. */
class BeladyOptimalityTest {
    private static final int STEPS = 12;

    /** With tensors of one size and one tensor a step, Belady's rule is optimal. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsAsMuchAsThereIsToKeep(int seed) {
        Random random = new Random(seed);
        StepProgram program = oneTensorPerStep(random, () -> 100);
        long capacity = 100L * (1 + random.nextInt(3));
        assertThat(kept(program, capacity)).isEqualTo(mostKept(program, capacity));
    }

    /** With mixed sizes the best choice is a packing problem; the rule loses little on average, and the bound holds for all. */
    @Test
    void losesLittleWithMixedSizes() {
        double excess = 0;
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            StepProgram program = oneTensorPerStep(random, () -> 50 + random.nextInt(100));
            long capacity = 150L + random.nextInt(250);
            long all = IntStream.range(0, program.accesses())
                    .mapToLong(program::bytes)
                    .sum();
            long best = all - mostKept(program, capacity);
            double ratio = (double) (all - kept(program, capacity)) / best;
            assertThat(ratio).isBetween(1.0, 1.3);
            assertThat(TrafficBound.of(program, capacity).total()).isLessThanOrEqualTo(best);
            excess += (ratio - 1) / 300;
        }
        assertThat(excess).isLessThan(0.02);
    }

    private static StepProgram oneTensorPerStep(Random random, IntSupplier size) {
        TensorTable tensors = new TensorTable();
        int count = 2 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            tensors.add(TensorKind.WEIGHT, "t" + i, size.getAsInt(), 1);
        }
        tensors.seal();
        StepList steps = new StepList();
        for (int i = 0; i < STEPS; i++) {
            steps.begin(Phase.FORWARD, 0, 1);
            steps.read(random.nextInt(count));
        }
        TrainingGraph graph = new TrainingGraph("one", 1, List.of(TrainingLayer.input("in", 1, 1)));
        return new StepProgram(graph, tensors, steps);
    }

    private static long kept(StepProgram program, long capacity) {
        CachePlan plan = CachePlan.of(program, TrainingOptions.THESIS, capacity);
        return IntStream.range(0, program.accesses())
                .mapToLong(access -> plan.keptBytes[access])
                .sum();
    }

    private static long mostKept(StepProgram program, long capacity) {
        List<Integer> reused = new ArrayList<>();
        for (int access = 0; access < program.accesses(); access++) {
            if (program.next[access] != StepProgram.NONE) {
                reused.add(access);
            }
        }
        long most = 0;
        for (int subset = 0; subset < 1 << reused.size(); subset++) {
            most = Math.max(most, bytesIfItFits(program, reused, subset, capacity));
        }
        return most;
    }

    private static long bytesIfItFits(StepProgram program, List<Integer> reused, int subset, long capacity) {
        long[] held = program.workingSet.clone();
        long bytes = 0;
        for (int i = 0; i < reused.size(); i++) {
            if ((subset >> i & 1) == 1) {
                int access = reused.get(i);
                bytes += program.bytes(access);
                for (int step = program.stepOf[access] + 1; step < program.stepOf[program.next[access]]; step++) {
                    held[step] += program.bytes(access);
                }
            }
        }
        for (long inStep : held) {
            if (inStep > capacity) {
                return 0;
            }
        }
        return bytes;
    }

    static Stream<Arguments> seeds() {
        return IntStream.range(0, 300).mapToObj(Arguments::of);
    }
}
