package macjoule.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import macjoule.model.training.graph.ExecutionOrder;
import macjoule.model.training.graph.TrainingGraph;
import macjoule.model.training.graph.TrainingLayer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The choice of what to keep against the best of all choices, found by trying every subset of the intervals between uses. With
 * tensors of one size and one tensor a step, Belady's rule is optimal.
 */
class BeladyOptimalityTest {

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsAsMuchAsThereIsToKeep(int seed) {
        Random random = new Random(seed);
        StepProgram program = oneTensorPerStep(random);
        long capacity = 100L * (1 + random.nextInt(3));
        CachePlan plan = CachePlan.of(program, TrainingOptions.THESIS, capacity);
        long kept = IntStream.range(0, program.accesses())
                .filter(a -> plan.keptBytes[a] > 0)
                .count();
        assertThat(kept).isEqualTo(mostKept(program, capacity));
    }

    private static StepProgram oneTensorPerStep(Random random) {
        TensorTable tensors = new TensorTable();
        int count = 2 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            tensors.add(TensorKind.WEIGHT, "t" + i, 100, 1);
        }
        tensors.seal();
        StepList steps = new StepList();
        for (int i = 0; i < 12; i++) {
            steps.begin(Phase.FORWARD, 0, 1);
            steps.read(random.nextInt(count));
        }
        TrainingGraph graph = new TrainingGraph("one", 1, List.of(TrainingLayer.input("in", 1, 1)));
        assertThat(ExecutionOrder.CONSTRUCTION.of(graph)).containsExactly(0);
        return new StepProgram(graph, tensors, steps);
    }

    private static int mostKept(StepProgram program, long capacity) {
        List<int[]> intervals = new ArrayList<>();
        for (int access = 0; access < program.accesses(); access++) {
            if (program.next[access] != StepProgram.NONE) {
                intervals.add(new int[] {program.stepOf[access], program.stepOf[program.next[access]]});
            }
        }
        int most = 0;
        for (int subset = 0; subset < 1 << intervals.size(); subset++) {
            if (Integer.bitCount(subset) > most && fits(program, intervals, subset, capacity)) {
                most = Integer.bitCount(subset);
            }
        }
        return most;
    }

    private static boolean fits(StepProgram program, List<int[]> intervals, int subset, long capacity) {
        long[] held = program.workingSet.clone();
        for (int i = 0; i < intervals.size(); i++) {
            if ((subset >> i & 1) == 1) {
                for (int step = intervals.get(i)[0] + 1; step < intervals.get(i)[1]; step++) {
                    held[step] += 100;
                }
            }
        }
        for (long bytes : held) {
            if (bytes > capacity) {
                return false;
            }
        }
        return true;
    }

    static Stream<Arguments> seeds() {
        return IntStream.range(0, 300).mapToObj(Arguments::of);
    }
}
