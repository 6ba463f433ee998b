package macjoule.bench.engine.jcuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import macjoule.bench.engine.jcuda.driver.DeviceIdentity;
import macjoule.model.BadInputException;
import macjoule.model.net.Shape;
import macjoule.model.net.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CandidatesTest {
    private static final DeviceIdentity HOPPER = gpu(90);

    /** Kernels give each part ceil(steps / parts) steps; a part that begins behind the last step would read what is not there. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void noPartOfASumIsEmpty(Precision precision) {
        int split = 0;
        for (ConvolutionShape shape : shapes()) {
            for (Candidate candidate : Candidates.of(shape, precision, HOPPER)) {
                Tile tile = candidate.tile();
                if (tile != null) {
                    int steps = Filters.ceil(shape.depth(), tile.depth());
                    int share = Filters.ceil(steps, candidate.splits());
                    assertThat((candidate.splits() - 1) * share)
                            .as("%s on %s in %d parts", shape, tile, candidate.splits())
                            .isLessThan(steps);
                    split += candidate.splits() > 1 ? 1 : 0;
                }
            }
        }
        assertThat(split).as("layers whose sums are split").isGreaterThan(50);
    }

    /** 333 terms are 42 steps of 8; ten parts of 5 steps would leave the tenth without any. */
    @Test
    void nineParts() {
        ConvolutionShape shape = shape(3, 37, 5, 3, 9);
        assertThat(Candidates.of(shape, Precision.FP32, HOPPER))
                .filteredOn(candidate ->
                        candidate.tile() != null && candidate.tile().equals(Tile.PLAIN.get(0)))
                .extracting(Candidate::splits)
                .containsExactly(1, 9);
    }

    /** DeLTA's Fig. 6: the widest of 128, 64 and 32 columns that leaves the fewest of its own unused. */
    @ParameterizedTest
    @CsvSource({
        "16, 128x32x4",
        "64, 128x64x4",
        "96, 128x32x4",
        "128, 128x128x8",
        "192, 128x64x4",
        "256, 128x128x8",
        "320, 128x64x4",
        "384, 128x128x8"
    })
    void theTileOfDeltaIsThatOfItsModel(int filters, String size) {
        assertThat(fixed("delta", shape(1, 8, filters, 3, 9), Precision.FP32)).isEqualTo(new Candidate(tile(size), 1));
    }

    @Test
    void aKernelThatWasTimedCanBeAskedForAgain() {
        ConvolutionShape shape = shape(3, 37, 5, 3, 9);
        assertThat(fixed("64x64x8", shape, Precision.FP32)).isEqualTo(new Candidate(tile("64x64x8"), 1));
        assertThat(fixed("64x64x8/9", shape, Precision.FP32)).isEqualTo(new Candidate(tile("64x64x8"), 9));
        // Ten parts of 42 steps would leave the tenth without any.
        assertThat(fixed("64x64x8/10", shape, Precision.FP32)).isEqualTo(new Candidate(tile("64x64x8"), 9));
        assertThat(fixed("direct", shape, Precision.FP32)).isEqualTo(Candidate.DIRECT);
        assertThat(fixed("128x64x16/2", shape, Precision.TF32).splits()).isEqualTo(2);
        assertThatThrownBy(() -> fixed("64x64x8/0", shape, Precision.FP32))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("-Dmacjoule.jcuda.tile=64x64x8/0");
    }

    /** Matrix instructions for groups of warps are of compute capability 9.0 alone: neither older nor newer GPUs know them. */
    @ParameterizedTest
    @CsvSource({"80, 4", "89, 4", "90, 8", "100, 4", "120, 4"})
    void onlyHopperMultipliesByGroups(int capability, int kernels) {
        ConvolutionShape many = shape(64, 64, 128, 3, 56);
        assertThat(Candidates.of(many, Precision.FP16, gpu(capability)))
                .hasSize(kernels)
                .extracting(candidate -> candidate.kernel(many, Precision.FP16))
                .contains("conv_f16_128x128x32")
                .filteredOn(name -> name.endsWith("x64"))
                .hasSize(kernels - 4);
        assertThat(Candidates.of(many, Precision.FP32, gpu(capability))).hasSize(Tile.PLAIN.size());
    }

    private static DeviceIdentity gpu(int capability) {
        return new DeviceIdentity("a GPU", capability, 132, "", "", "13.0", 0, 0, 0, 0, 0, 232_448);
    }

    @Test
    void kernelsCanBeExcludedButNotAll() {
        ConvolutionShape many = shape(64, 64, 128, 3, 56);
        List<Candidate> all = Candidates.of(many, Precision.TF32, HOPPER);
        List<String> names =
                all.stream().map(one -> one.kernel(many, Precision.TF32)).toList();
        String two = String.join(",", names.subList(0, 2));
        assertThat(with(ExcludedKernels.PROPERTY, two, () -> Candidates.of(many, Precision.TF32, HOPPER)))
                .isEqualTo(all.subList(2, all.size()));
        assertThat(with(
                        ExcludedKernels.PROPERTY,
                        String.join(",", names),
                        () -> Candidates.of(many, Precision.TF32, HOPPER)))
                .isEqualTo(all);
    }

    private static Candidate fixed(String choice, ConvolutionShape shape, Precision precision) {
        return with(TileChoice.PROPERTY, choice, () -> Candidates.of(shape, precision, HOPPER))
                .get(0);
    }

    private static <T> T with(String property, String value, Supplier<T> work) {
        String before = System.getProperty(property);
        System.setProperty(property, value);
        try {
            return work.get();
        } finally {
            if (before == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, before);
            }
        }
    }

    private static Tile tile(String size) {
        return Tile.PLAIN.stream()
                .filter(one -> one.size().equals(size))
                .findFirst()
                .orElseThrow();
    }

    private static List<ConvolutionShape> shapes() {
        List<ConvolutionShape> shapes = new ArrayList<>();
        for (int channels = 1; channels < 200; channels += 7) {
            for (int kernel = 1; kernel <= 5; kernel += 2) {
                shapes.add(shape(1 + channels % 4, channels, 5 + channels, kernel, 7));
            }
        }
        return shapes;
    }

    private static ConvolutionShape shape(int batch, int channels, int filters, int kernel, int size) {
        Shape output = new Shape(filters, size - kernel + 1, size - kernel + 1);
        return new ConvolutionShape(batch, new Shape(channels, size, size), output, Window.of(kernel, kernel), 1);
    }
}
