package macjoule.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import macjoule.model.BadInputException;
import macjoule.model.training.graph.LayerType;
import macjoule.model.training.graph.TrainingGraph;
import macjoule.model.training.graph.TrainingLayer;
import macjoule.model.training.graph.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is run again, and what that saves. */
class CheckpointingTest {
    private static final Hardware GPU = Hardware.RTX_2080_TI;

    /** d1 a1 | d2 s d3: the first segment keeps a1, which both d2 and s read, and has nothing else to offer the second. */
    @Test
    void twoSegmentsOfTheToyNetworkKeepOneMap() {
        Trace trace = toy(Checkpointing.equal(2)).trace(40_000, new Hardware(1e9, 1e9));
        assertThat(trace.steps())
                .extracting(StepRecord::name)
                .containsExactly(
                        "F:d1", "F:a1", "F:d2", "F:s", "F:d3", "B:loss:d3", "B:d3", "B:s", "B:d2", "B:a1", "B:d1");
    }

    /** d1 | a1 | d2 | s | d3: only what a backward step reads is run again, and each of these is kept at a cut. */
    @Test
    void aSegmentOfOneLayerHasNothingToRunAgain() {
        Trace trace = toy(Checkpointing.equal(99)).trace(40_000, new Hardware(1e9, 1e9));
        assertThat(trace.steps()).noneMatch(step -> step.phase() == Phase.RECOMPUTATION);
    }

    @Test
    void aChainRunsTheInsideOfEarlierSegmentsAgain() {
        TrainingModel model = TrainingModel.of(
                chain(List.of(1L, 2L, 3L, 4L)), TrainingOptions.THESIS.withCheckpointing(Checkpointing.equal(2)));
        assertThat(model.trace(1000, GPU).steps())
                .extracting(StepRecord::name)
                .containsExactly("F:l1", "F:l2", "F:l3", "F:l4", "B:loss:l4", "B:l4", "B:l3", "R:l1", "B:l2", "B:l1");
    }

    @ParameterizedTest
    @EnumSource(Workload.class)
    void memoryFallsAndWorkGrowsByLessThanAForwardPass(Workload workload) {
        TrainingGraph graph = workload.graph();
        TrainingModel plain = TrainingModel.of(graph, TrainingOptions.THESIS);
        long plainOps = plain.run(CapacityRange.MIB << 9, GPU).ops();
        for (Checkpointing checkpointing :
                List.of(Checkpointing.equal(8), Checkpointing.SQUARE_ROOT, Checkpointing.LEAST_MEMORY)) {
            TrainingModel model = TrainingModel.of(graph, TrainingOptions.THESIS.withCheckpointing(checkpointing));
            assertThat(model.footprint().peakActivations())
                    .isLessThan(plain.footprint().peakActivations() / 2);
            assertThat(model.footprint().persistent())
                    .isEqualTo(plain.footprint().persistent());
            long ops = model.run(CapacityRange.MIB << 9, GPU).ops();
            assertThat(ops).isGreaterThan(plainOps).isLessThan(plainOps * 4 / 3);
        }
    }

    /** With 500 MiB MobileNetV2 is so bound by memory that computing again is faster than reading; ResNet-50 is not. */
    @Test
    void recomputingPaysWhereMemoryIsTheLimit() {
        TrainingOptions again = TrainingOptions.THESIS.withCheckpointing(Checkpointing.equal(16));
        assertThat(time(Workload.MOBILENET_V2, again))
                .isLessThan(0.6 * time(Workload.MOBILENET_V2, TrainingOptions.THESIS));
        assertThat(time(Workload.RESNET_50, again)).isGreaterThan(time(Workload.RESNET_50, TrainingOptions.THESIS));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void cutsOfAChainAreTheBestOfAll(int seed) {
        Random random = new Random(seed);
        long[] sizes = random.longs(3 + random.nextInt(9), 1, 100).toArray();
        // On a chain a cut before a layer keeps the map of the layer before it.
        long[] crossing = new long[sizes.length];
        System.arraycopy(sizes, 0, crossing, 1, sizes.length - 1);
        SegmentChoice choice = new SegmentChoice(sizes, crossing);
        int[] best = choice.best();
        assertThat(choice.kept(best) + choice.largest(best)).isEqualTo(leastOfAll(choice, sizes.length));
    }

    @Test
    void cutsOfAGraphAreThoseOfItsChain() {
        long[] sizes = LongStream.rangeClosed(1, 30).map(i -> 1 + i * 7919 % 97).toArray();
        long[] crossing = new long[sizes.length];
        System.arraycopy(sizes, 0, crossing, 1, sizes.length - 1);
        TrainingGraph graph = chain(LongStream.of(sizes).boxed().toList());
        int[] layers = IntStream.rangeClosed(1, sizes.length).toArray();
        assertThat(SegmentChoice.leastMemory(graph, layers)).isEqualTo(new SegmentChoice(sizes, crossing).best());
    }

    @Test
    void noSegmentsAreRefused() {
        assertThatThrownBy(() -> Checkpointing.equal(0))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("0 segments");
    }

    private static long leastOfAll(SegmentChoice choice, int layers) {
        long least = Long.MAX_VALUE;
        for (int subset = 0; subset < 1 << (layers - 1); subset++) {
            List<Integer> starts = new ArrayList<>(List.of(0));
            for (int cut = 1; cut < layers; cut++) {
                if ((subset >> (cut - 1) & 1) == 1) {
                    starts.add(cut);
                }
            }
            starts.add(layers);
            int[] cuts = starts.stream().mapToInt(Integer::intValue).toArray();
            least = Math.min(least, choice.kept(cuts) + choice.largest(cuts));
        }
        return least;
    }

    private static double time(Workload workload, TrainingOptions options) {
        return TrainingModel.of(workload.graph(), options)
                .run(500 * CapacityRange.MIB, GPU)
                .timeSeconds();
    }

    private static TrainingModel toy(Checkpointing checkpointing) {
        return TrainingModel.of(ToyVectorsTest.toy(), TrainingOptions.THESIS.withCheckpointing(checkpointing));
    }

    private static TrainingGraph chain(List<Long> sizes) {
        List<TrainingLayer> layers = new ArrayList<>(List.of(TrainingLayer.input("l0", 1, 1)));
        for (long size : sizes) {
            int i = layers.size();
            layers.add(TrainingLayer.of("l" + i, LayerType.FULLY_CONNECTED, List.of("l" + (i - 1)), size, 1, size)
                    .withWeights(1));
        }
        return new TrainingGraph("chain", 1, layers);
    }
}
