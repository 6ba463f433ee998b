package macjoule.bench.engine.jcuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import macjoule.bench.engine.Workload;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Network;
import macjoule.model.net.Node;
import macjoule.model.net.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageChannelsTest {
    /** A load of 16 bytes takes 4 floats or 8 halves; three times the arithmetic is the most that it may cost. */
    @ParameterizedTest
    @CsvSource({
        "TF32, 3, 4", "TF32, 2, 4", "TF32, 1, 1", "TF32, 5, 5", "TF32, 64, 64",
        "FP16, 3, 8", "FP16, 2, 2", "BF16, 7, 8", "BF16, 9, 9", "FP32, 3, 3"
    })
    void fewChannelsBecomeAVector(Precision precision, int channels, int inMemory) {
        assertThat(channels(Convolution.of(5, 3), channels, 1, precision)).isEqualTo(inMemory);
    }

    /** Other kernels find no zeros there, and take what lies behind a channel for the next place. */
    @Test
    void whatOtherKernelsReadStaysAsItIs() {
        assertThat(channels(Convolution.of(3, 3).groups(3), 3, 1, Precision.FP16))
                .isEqualTo(3);
        assertThat(channels(Convolution.of(5, 1, 40), 3, 1, Precision.FP16)).isEqualTo(3);
        assertThat(channels(new Layer.GlobalPooling(Layer.Pooling.Mode.MAX), 3, 1, Precision.FP16))
                .isEqualTo(3);
        // 2^31 elements and more have no number.
        assertThat(channels(Convolution.of(5, 3), 3, 1 << 18, Precision.FP16)).isEqualTo(3);
    }

    private static int channels(Layer layer, int channels, int batch, Precision precision) {
        Network network = Workload.layer(layer, List.of(new Shape(channels, 40, 40)), batch)
                .network();
        ImageChannels images = new ImageChannels(network, batch, precision);
        Node result = network.nodes().get(network.nodes().size() - 1);
        assertThat(images.inMemory(result)).isEqualTo(result.output());
        return images.inMemory(network.nodes().get(0)).channels();
    }
}
