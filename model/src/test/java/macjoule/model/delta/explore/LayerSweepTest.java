package macjoule.model.delta.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.delta.Delta;
import macjoule.model.delta.DeltaOptions;
import macjoule.model.delta.TestGpus;
import macjoule.model.net.LayerSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The layer of DeLTA's Appendix A: 256 channels of 13x13, 128 filters of 3x3. */
class LayerSweepTest {
    private static final LayerSpec LAYER = LayerSpec.parse("ci=256,hi=13,wi=13,co=128,hf=3,wf=3,pad=1");
    private static final Delta DELTA = Delta.paper(DeltaOptions.PAPER);

    private static List<LayerSweep.Point> run(String sweep) {
        return LayerSweep.parse(sweep).run(LAYER, 256, DELTA, TestGpus.titanXp());
    }

    @Test
    void valuesRunFromFirstToLast() {
        assertThat(run("co=32..512:32"))
                .hasSize(16)
                .allSatisfy(point -> assertThat(point.prediction().gemm().n()).isEqualTo(point.value()));
        assertThat(run("co=32..100:32")).extracting(LayerSweep.Point::value).containsExactly(32, 64, 96);
        assertThat(run("stride=1..3")).extracting(LayerSweep.Point::value).containsExactly(1, 2, 3);
    }

    /** Fig. 17a: narrow tiles have a smaller depth, which costs L1 requests for filters. */
    @Test
    void narrowTilesLoadFiltersLessEfficiently() {
        assertThat(run("co=64..128:64"))
                .extracting(point -> point.prediction().mliFilter())
                .containsExactly(2.75, 2.0);
    }

    /** Fig. 17d: traffic per image does not depend on the batch. */
    @Test
    void theBatchCanVary() {
        List<LayerSweep.Point> points = run("batch=128..256:128");
        assertThat(points.get(1).prediction().l1Bytes())
                .isEqualTo(2 * points.get(0).prediction().l1Bytes());
    }

    @Test
    void keysCanVaryTogether() {
        assertThat(run("hi+wi=7..14:7"))
                .extracting(point -> point.prediction().gemm().m())
                .containsExactly(256L * 7 * 7, 256L * 14 * 14);
    }

    @Test
    void aValueThatMakesNoLayerIsNamed() {
        assertThatThrownBy(() -> run("hf=13..20:1"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("hf=16");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "co",
                "co=1..2:0",
                "co=5..2",
                "co=1-5",
                "cx=1..2",
                "co+=1..2",
                "co=0..2",
                "co=1..999999999",
                "co=1..2:3:4"
            })
    void aRangeThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> run(text)).isInstanceOf(BadInputException.class);
    }
}
