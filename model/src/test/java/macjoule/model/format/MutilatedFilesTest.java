package macjoule.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import macjoule.model.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to a file, it is read or refused with a reason, and nothing else goes wrong. */
class MutilatedFilesTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "branches.prototxt",
                "phases.prototxt",
                "kinds.cfg",
                "mobile-parts.json",
                "toy-resnet-keras3.json",
                "tiny.json"
            })
    void textIsReadOrRefused(String resource) throws IOException {
        mutilate(resource, Files.readAllBytes(Samples.resource(resource)));
    }

    @Test
    void modelsAreReadOrRefused() {
        OnnxModel model = new OnnxModel()
                .input("x", 1, 4, 8, 8)
                .weights("w", 4, 2, 3, 3)
                .node("Conv", List.of("x", "w"), "y", OnnxModel.integer("group", 2))
                .constant("shape", 1, -1)
                .node("Reshape", List.of("y", "shape"), "z")
                .node("Softmax", List.of("z"), "p");

        mutilate("model.onnx", model.bytes());
    }

    private void mutilate(String name, byte[] whole) {
        Random random = new Random(20);
        int refused = 0;
        for (int round = 0; round < 150; round++) {
            byte[] broken = whole.clone();
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(128);
            }
            int length = round % 2 == 0 ? broken.length : random.nextInt(broken.length);
            refused += isRefused(Samples.write(directory, name, Arrays.copyOf(broken, length))) ? 1 : 0;
        }
        assertThat(refused).isPositive();
    }

    private static boolean isRefused(Path file) {
        try {
            NetworkFiles.read(file, new Options(null, true));
            return false;
        } catch (BadInputException e) {
            assertThat(e.getMessage()).contains(file.toString());
            return true;
        } catch (RuntimeException e) {
            return fail("refused without a reason: " + file, e);
        }
    }
}
