package macjoule.model.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import macjoule.model.net.Convolution;
import macjoule.model.net.Network;
import macjoule.model.net.NetworkBuilder;
import macjoule.model.net.Shape;
import macjoule.model.reuse.LayerwiseIntensity.LayerIntensity;
import macjoule.model.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerwiseIntensityTest {

    /** Table V of the DI paper, which prints whole medians and variances to three digits. Its NiN runs at 224x224. */
    @ParameterizedTest
    @CsvSource({
        "alexnet, 8, 154, 2.69e4",
        "vgg-16, 16, 560, 2.09e5",
        "nin, 12, 117, 2.24e4",
        "squeezenet-1.0, 26, 134, 8.30e3",
        "mobilenet-v1, 28, 18, 3.70e3"
    })
    void tableFiveOfTheDiPaperComesOut(String name, int layers, double median, double variance) {
        Network network = Zoo.find(name).orElseThrow().network(new Shape(3, 224, 224));
        LayerwiseIntensity intensity = LayerwiseIntensity.of(network);
        assertThat(intensity.layers()).hasSize(layers);
        assertThat(intensity.median().orElseThrow()).isCloseTo(median, within(0.5));
        assertThat(intensity.variance().orElseThrow()).isCloseTo(variance, within(0.005 * magnitude(variance)));
    }

    @Test
    void alexNetHasTheMedianOfItsDefinition() {
        LayerwiseIntensity intensity =
                LayerwiseIntensity.of(Zoo.find("alexnet").orElseThrow().network());
        assertThat(intensity.median().orElseThrow()).isCloseTo(153.86, within(0.005));
        assertThat(intensity.variance().orElseThrow()).isCloseTo(2.689e4, within(5.0));
    }

    @Test
    void aLayerCountsItsBiasAndItsOutputAlone() {
        Network network = new NetworkBuilder("toy")
                .input(new Shape(2, 4, 4))
                .conv("conv", Convolution.of(3, 3))
                .relu()
                .fullyConnected("fc", 2)
                .network();
        // conv: 2*9*3 MACs at 2x2 pixels over 54 + 3 parameters and 12 outputs; fc: 24 MACs over 24 + 2 and 2.
        assertThat(LayerwiseIntensity.of(network).layers())
                .containsExactly(new LayerIntensity("conv", 216.0 / 69), new LayerIntensity("fc", 24.0 / 28));
        assertThat(LayerwiseIntensity.of(network).median().orElseThrow())
                .isCloseTo((216.0 / 69 + 24.0 / 28) / 2, within(1e-12));
    }

    @Test
    void tooFewLayersHaveNeitherMedianNorVariance() {
        NetworkBuilder builder = new NetworkBuilder("toy");
        LayerwiseIntensity none =
                LayerwiseIntensity.of(builder.input(new Shape(1, 2, 2)).relu().network());
        assertThat(none.median()).isEmpty();
        assertThat(none.variance()).isEmpty();
    }

    private static double magnitude(double value) {
        return Math.pow(10, Math.floor(Math.log10(value)));
    }
}
