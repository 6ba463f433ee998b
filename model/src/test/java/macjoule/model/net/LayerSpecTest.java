package macjoule.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import macjoule.model.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerSpecTest {
    private static final String CONV2 = "ci=96,hi=27,wi=27,co=256,hf=5,wf=5,stride=1,pad=2,groups=2";

    @Test
    void allPartsAreRead() {
        LayerSpec spec = LayerSpec.parse(CONV2);
        assertThat(spec.input()).isEqualTo(new Shape(96, 27, 27));
        assertThat(spec.convolution()).isEqualTo(Convolution.of(256, 5).pad(2).groups(2));
        assertThat(spec.toString()).isEqualTo(CONV2);
    }

    @Test
    void strideAndPadAndGroupsMayBeLeftOutAndOrderIsFree() {
        assertThat(LayerSpec.parse(" wf=1, hf=1,co=8,wi=4,hi=4,ci=2 "))
                .isEqualTo(LayerSpec.parse("ci=2,hi=4,wi=4,co=8,hf=1,wf=1,stride=1,pad=0,groups=1"));
    }

    @Test
    void onePartCanBeChanged() {
        for (String key : LayerSpec.KEYS) {
            int value = key.equals("groups") ? 4 : 32;
            LayerSpec roomy = LayerSpec.parse("ci=64,hi=64,wi=64,co=64,hf=3,wf=3");
            assertThat(roomy.with(key, value).toString()).contains(key + "=" + value);
        }
    }

    @Test
    void itIsANetworkOfOneLayer() {
        assertThat(LayerSpec.parse(CONV2).network("conv2").layers())
                .singleElement()
                .satisfies(node -> assertThat(node.output()).isEqualTo(new Shape(256, 27, 27)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ci=3,hi=8,wi=8,co=8,hf=3 | wf is missing",
                "ci=3,hi=8,wi=8,co=8,hf=3,wf=3,strid=2 | did you mean stride",
                "ci=3,hi=8,wi=8,co=8,hf=3,wf=3,stride=0 | stride=0 is not a whole number from 1",
                "ci=3,hi=8,wi=8,co=8,hf=3,wf=3,pad=-1 | pad=-1 is not a whole number from 0",
                "ci=3,hi=8,wi=8,co=8,hf=3,wf=x | wf=x is not a whole number",
                "ci=3,hi=8,wi=8,co=8,hf=3,wf=3,ci=4 | ci is given twice",
                "ci=3,hi=8,wi=8,co=8,hf=9,wf=3 | does not fit the padded height 8",
                "ci=3,hi=8,wi=8,co=8,hf=3,wf=3,groups=2 | do not split into 2 groups",
                "ci | 'ci' is not key=value",
                "'' | is not key=value"
            })
    void whatIsWrongIsSaidWithTheLayer(String text, String complaint) {
        assertThatThrownBy(() -> LayerSpec.parse(text))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(complaint)
                .hasMessageContaining("layer '" + text + "'");
    }
}
