package macjoule.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import macjoule.bench.engine.Verification;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;
import macjoule.bench.engine.nd4j.Nd4jEngine;
import macjoule.bench.engine.reference.ReferenceEngine;
import macjoule.model.BadInputException;
import macjoule.model.net.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small network in each format that can be read, taken all the way to an engine. */
class OwnNetworksTest {
    private static final String KERAS = """
            {"class_name": "Sequential", "config": {"name": "tiny", "layers": [
              {"class_name": "InputLayer", "config": {"name": "image", "batch_shape": [null, 4, 4, 1]}},
              {"class_name": "ZeroPadding2D", "config": {"name": "pad", "padding": [[1, 1], [1, 1]]}},
              {"class_name": "Conv2D", "config": {"name": "conv", "filters": 2, "kernel_size": [3, 3],
                "strides": [1, 1], "padding": "valid", "use_bias": true, "activation": "relu"}}
            ]}}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void onnx() throws IOException {
        Path file = folder.resolve("tiny.onnx");
        try (InputStream model = Objects.requireNonNull(getClass().getResourceAsStream("tiny.onnx"))) {
            Files.copy(model, file);
        }
        // Padded to 6x6, two filters of nine weights at 16 places; enlarged to 8x8, three outputs of 128 inputs.
        isComputedAsRead(file, 2 * 9 * 16 + 3 * 128);
    }

    @Test
    void keras() throws IOException {
        Path file = folder.resolve("tiny.keras");
        try (ZipOutputStream archive = new ZipOutputStream(Files.newOutputStream(file))) {
            archive.putNextEntry(new ZipEntry("config.json"));
            archive.write(KERAS.getBytes(StandardCharsets.UTF_8));
        }
        isComputedAsRead(file, 2 * 9 * 16);
    }

    @Test
    void caffe() throws IOException {
        Path file = Files.writeString(folder.resolve("tiny.prototxt"), """
                name: "tiny"
                input: "data"
                input_shape { dim: 1 dim: 1 dim: 4 dim: 4 }
                layer { name: "conv" type: "Convolution" bottom: "data" top: "conv"
                  convolution_param { num_output: 2 kernel_size: 3 pad: 1 } }
                layer { name: "fc" type: "InnerProduct" bottom: "conv" top: "fc"
                  inner_product_param { num_output: 3 } }
                """);
        isComputedAsRead(file, 2 * 9 * 16 + 3 * 32);
    }

    @Test
    void darknet() throws IOException {
        isComputedAsRead(darknetFile(), 2 * 9 * 16);
    }

    @Test
    void readsForAnotherImage() throws IOException {
        OwnNetworks own = OwnNetworks.read(List.of(darknetFile()), new Shape(1, 8, 4));
        assertThat(BenchmarkCase.of("file/tiny/n1", own).planned().macs()).isEqualTo(2 * 9 * 32);
    }

    @Test
    void refusesTwoOfOneName() throws IOException {
        Path file = darknetFile();
        assertThatThrownBy(() -> OwnNetworks.read(List.of(file, file), null))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("rename");
    }

    private Path darknetFile() throws IOException {
        return Files.writeString(folder.resolve("tiny.cfg"), """
                [net]
                width=4
                height=4
                channels=1
                [convolutional]
                filters=2
                size=3
                stride=1
                pad=1
                activation=leaky
                [upsample]
                stride=2
                """);
    }

    /** Kept in a run, read back and computed, it has the MACs worked out by hand and the values of plain loops. */
    private void isComputedAsRead(Path file, long macs) {
        OwnNetworks.read(List.of(file), null).keepIn(folder);
        OwnNetworks kept = OwnNetworks.read(List.of(folder.resolve("networks/tiny.json")), null);
        BenchmarkCase one = BenchmarkCase.of("file/tiny/n2", kept);
        assertThat(one.planned().macs()).isEqualTo(2 * macs);
        Workload workload = one.workload();
        Verification verification = Verification.compare(
                new Nd4jEngine(), new ReferenceEngine(), workload, new WeightSource(1), Verification.LAYER_TOLERANCE);
        assertThat(verification.verified()).as(verification.toString()).isTrue();
    }
}
