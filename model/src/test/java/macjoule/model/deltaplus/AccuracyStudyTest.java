package macjoule.model.deltaplus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.PaperLayers;
import macjoule.model.delta.PaperLayers.PaperLayer;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.sim.Simulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A quick part of the accuracy study: layers of every kind, in every setting. */
class AccuracyStudyTest {
    private static final Set<String> NAMES =
            Set.of("vgg_conv1_1", "goog_3a_5x5", "goog_4a_3x3red", "goog_5a_5x5", "res_c3_a1", "res_c2_a1");

    @ParameterizedTest
    @EnumSource(StudySetting.class)
    void staysCloseToTheSimulation(StudySetting setting) {
        List<ConvDims> layers = PaperLayers.all().stream()
                .filter(layer -> NAMES.contains(layer.name()))
                .map((PaperLayer layer) -> layer.dims(1))
                .toList();
        try (Simulator simulator = Simulator.withThreads(1)) {
            AccuracyStudy study = new AccuracyStudy(GpuCatalogue.find("titan-xp"), simulator);
            Map<String, Double> errors = study.run("some", setting, layers).stream()
                    .collect(Collectors.toMap(row -> row.model() + " " + row.level(), AccuracyStudy.Row::gmae));
            assertThat(errors.get("delta-plus l1")).isLessThan(0.02);
            assertThat(errors.get("delta-plus l2")).isLessThan(0.12);
            assertThat(errors.get("delta-plus dram")).isLessThan(0.02);
            for (String level : List.of("l1", "l2", "dram")) {
                assertThat(errors.get("delta-plus " + level)).isLessThan(errors.get("delta " + level));
            }
        }
    }

    @Test
    void writesATable() {
        assertThat(AccuracyStudy.toCsv(
                        List.of(new AccuracyStudy.Row("paper", "skewed", "delta-plus", "l2", 0.0421, 83))))
                .isEqualToIgnoringNewLines("set,setting,model,level,gmae,n\npaper,skewed,delta-plus,l2,0.0421,83\n");
    }

    @Test
    void randomLayersAreTheSameEveryTime() {
        assertThat(RandomLayers.of(RandomLayers.STUDY_SEED, 24))
                .isEqualTo(RandomLayers.of(RandomLayers.STUDY_SEED, 24))
                .hasSize(24)
                .doesNotHaveDuplicates();
    }
}
