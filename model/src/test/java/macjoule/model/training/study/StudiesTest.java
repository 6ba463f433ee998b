package macjoule.model.training.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import macjoule.model.training.CapacityRange;
import macjoule.model.training.Hardware;
import macjoule.model.training.HardwarePreset;
import macjoule.model.training.TrainingModel;
import macjoule.model.training.TrainingOptions;
import macjoule.model.training.graph.LayerType;
import macjoule.model.training.graph.Workload;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What the studies return besides the iterations themselves. */
class StudiesTest {
    private static final Hardware GPU = Hardware.RTX_2080_TI;

    @Test
    void theInverseQuestionFindsTheFirstAndTheLastingCapacity() {
        TrainingModel model = TrainingModel.of(Workload.RESNET_50.graph(), TrainingOptions.THESIS);
        CapacityRange range = new CapacityRange(24, 600, 2);
        CapacitySearch found =
                CapacitySearch.forUtilisation(model, range, GPU, 0.8).orElseThrow();
        assertThat(found.first().utilisation()).isGreaterThanOrEqualTo(0.8);
        assertThat(found.lasting().cacheBytes())
                .isGreaterThanOrEqualTo(found.first().cacheBytes());
        long below = found.first().cacheBytes() - 2 * CapacityRange.MIB;
        assertThat(model.run(below, GPU).utilisation()).isLessThan(0.8);
        assertThat(model.sweep(range, GPU))
                .filteredOn(run -> run.cacheBytes() >= found.lasting().cacheBytes())
                .allMatch(run -> run.utilisation() >= 0.8);
        assertThat(CapacitySearch.forUtilisation(model, range, GPU, 0.99)).isEmpty();
    }

    /** Times by type of an independent implementation: 10.525, 9.022 and 6.882 of 57.151 ms are normalisation, ReLU and sums. */
    @Test
    void theBreakdownAddsUp() {
        TrainingModel model = TrainingModel.of(Workload.RESNET_50.graph(), TrainingOptions.THESIS);
        BreakdownPoint point =
                Studies.breakdown(model, CapacityRange.parse("24"), GPU).get(0);
        assertThat(point.shares().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(1, Offset.offset(1e-12));
        assertThat(point.shares().get(LayerType.BATCH_NORM)).isCloseTo(0.18417, Offset.offset(1e-4));
        assertThat(point.shares().get(LayerType.ACTIVATION)).isCloseTo(0.15786, Offset.offset(1e-4));
        assertThat(point.shares().get(LayerType.ADD)).isCloseTo(0.12041, Offset.offset(1e-4));
    }

    @Test
    void capacitiesAreSweptInOrder() {
        TrainingModel model = TrainingModel.of(Workload.MOBILENET_V2.graph(8), TrainingOptions.THESIS);
        assertThat(Studies.capacity(model, CapacityRange.parse("24..40:8"), GPU))
                .extracting(run -> run.cacheMiB())
                .isEqualTo(List.of(24.0, 32.0, 40.0));
    }

    /** Thesis, Table 5.2. */
    @Test
    void presetsAreThoseOfTheThesis() {
        HardwarePreset preset = HardwarePreset.find("a100").orElseThrow();
        assertThat(preset.hardware()).isEqualTo(new Hardware(19.45e12, 1555e9));
        assertThat(preset.cacheBytes()).isEqualTo(40L << 20);
        assertThat(HardwarePreset.find("i9-10980xe").orElseThrow().cacheBytes()).isEqualTo((24L << 20) + (3L << 18));
        assertThat(HardwarePreset.RTX_2080_TI.hardware()).isEqualTo(GPU);
        assertThat(HardwarePreset.RTX_2080_TI.remark()).contains("5.5 MB");
        // 13.45e12 / 616e9
        assertThat(GPU.ridge()).isCloseTo(21.83, Offset.offset(0.01));
    }
}
