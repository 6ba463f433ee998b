package macjoule.model.delta.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import macjoule.model.BadInputException;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Delta;
import macjoule.model.delta.DeltaOptions;
import macjoule.model.delta.TestGpus;
import org.junit.jupiter.api.Test;

/** Designs of a small space around the TITAN Xp. */
class DesignSweepTest {
    private static final Delta DELTA = Delta.paper(DeltaOptions.PAPER);
    private static final DesignSweep SWEEP =
            new DesignSweep(DELTA, TestGpus.titanXp(), ScalingStudyTest.resnet152(), DesignCost.even());
    private static final DesignSpace SPACE = DesignSpace.EMPTY
            .with(Resource.SM_COUNT, List.of(1.0, 2.0))
            .with(Resource.MAC_PER_SM, 1, 4, 4)
            .with(Resource.L1_BANDWIDTH_PER_SM, List.of(1.0, 2.0))
            .with(Resource.L2_BANDWIDTH, List.of(1.0, 1.5, 2.0))
            .with(Resource.DRAM_BANDWIDTH, List.of(1.0, 1.5, 2.0));

    private static List<Design> all(DesignSweep sweep, DesignSpace space) {
        List<Design> designs = new ArrayList<>();
        double base = sweep.workload().seconds(sweep.delta(), sweep.base());
        for (long index = 0; index < space.size(); index++) {
            ResourceScale scale = space.design(index);
            double seconds = sweep.workload().seconds(sweep.delta(), scale.applyTo(sweep.base(), "design"));
            designs.add(new Design(index, sweep.cost().of(scale), base / seconds));
        }
        return designs;
    }

    @Test
    void theFrontHoldsExactlyTheDesignsThatNoOtherBeats() {
        DesignSweep.Result result = SWEEP.run(SPACE);
        List<Design> designs = all(SWEEP, SPACE);
        List<Design> unbeaten = designs.stream()
                .filter(one -> designs.stream().noneMatch(other -> beats(other, one)))
                .toList();
        assertThat(result.evaluated()).isEqualTo(2 * 4 * 2 * 3 * 3);
        assertThat(result.impossible()).isZero();
        assertThat(result.front()).hasSizeGreaterThan(5).containsExactlyInAnyOrderElementsOf(unbeaten);
    }

    private static boolean beats(Design winner, Design loser) {
        boolean asGood = winner.cost() <= loser.cost() && winner.speedup() >= loser.speedup();
        boolean better = winner.cost() < loser.cost() || winner.speedup() > loser.speedup();
        return asGood && (better || winner.index() < loser.index());
    }

    @Test
    void theFrontRisesFromTheBase() {
        List<Design> front = SWEEP.run(SPACE).front();
        assertThat(front.get(0)).isEqualTo(new Design(0, 1, 1));
        assertThat(front).extracting(Design::cost).isSorted().doesNotHaveDuplicates();
        assertThat(front).extracting(Design::speedup).isSorted().doesNotHaveDuplicates();
    }

    /** Free memory bandwidth is always taken in full. */
    @Test
    void whatCostsNothingIsTaken() {
        DesignCost arithmetic = new DesignCost(Map.of(Resource.MAC_PER_SM, 1.0));
        DesignSweep.Result result = new DesignSweep(DELTA, TestGpus.titanXp(), SWEEP.workload(), arithmetic).run(SPACE);
        assertThat(result.front())
                .hasSizeGreaterThan(1)
                .allSatisfy(design -> assertThat(result.scale(design).of(Resource.DRAM_BANDWIDTH))
                        .isEqualTo(2));
    }

    /** 96 KB hold six pairs of the widest tile's 8 KiB buffers; a tenth holds none. */
    @Test
    void designsThatCannotRunALayerAreCounted() {
        DesignSweep.Result result =
                SWEEP.run(DesignSpace.EMPTY.with(Resource.SHARED_SIZE_PER_SM, List.of(0.1, 1.0, 2.0)));
        assertThat(result.evaluated()).isEqualTo(3);
        assertThat(result.impossible()).isEqualTo(1);
    }

    @Test
    void aRandomFrontDoesNotDependOnTheOrderOfArrival() {
        Random random = new Random(20190324);
        List<Design> designs = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            designs.add(new Design(i, random.nextInt(100), random.nextInt(100)));
        }
        ParetoFront rising = new ParetoFront();
        ParetoFront falling = new ParetoFront();
        designs.forEach(rising::add);
        for (int i = designs.size() - 1; i >= 0; i--) {
            falling.add(designs.get(i));
        }
        assertThat(rising.designs()).isEqualTo(falling.designs());
        assertThat(rising.designs()).allMatch(one -> designs.stream().noneMatch(other -> beats(other, one)));
    }

    @Test
    void costsCountWhatMoreSmsBring() {
        DesignCost cost =
                new DesignCost(Map.of(Resource.SM_COUNT, 1.0, Resource.MAC_PER_SM, 2.0, Resource.L2_SIZE, 1.0));
        ResourceScale scale = ResourceScale.NONE.with(Resource.SM_COUNT, 2).with(Resource.MAC_PER_SM, 3);
        assertThat(cost.of(scale)).isEqualTo((2 + 2 * 6 + 1) / 4.0);
        assertThat(cost.of(ResourceScale.NONE)).isEqualTo(1);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new DesignCost(Map.of())).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> new DesignCost(Map.of(Resource.L2_SIZE, -1.0)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("l2Size");
        assertThatThrownBy(() -> DesignSpace.EMPTY.with(Resource.L2_SIZE, List.of()))
                .isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> DesignSpace.EMPTY.with(Resource.L2_SIZE, 1, 2, 1))
                .isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> Resource.parse("sms"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("smCount");
        assertThatThrownBy(() -> Workload.of("empty", List.of())).isInstanceOf(BadInputException.class);
    }

    @Test
    void equalLayersAreCountedTogether() {
        ConvDims one = ConvDims.of("one", 1, 8, 8, 8, 8, 3, 3, 1, 1);
        ConvDims same = ConvDims.of("same", 1, 8, 8, 8, 8, 3, 3, 1, 1);
        ConvDims other = ConvDims.of("other", 1, 8, 8, 8, 8, 1, 1, 1, 0);
        Workload workload = Workload.of("three", List.of(one, other, same));
        assertThat(workload.parts()).containsExactly(new Workload.Part(one, 2), new Workload.Part(other, 1));
        assertThat(workload.layers()).isEqualTo(3);
    }
}
