package macjoule.model.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Objects;
import macjoule.model.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GpuCatalogueTest {
    /** FP32 units of one SM, from the table of arithmetic throughput in the CUDA C++ Programming Guide. */
    private static final Map<String, Integer> CORES_PER_SM =
            Map.of("6.0", 64, "6.1", 128, "7.0", 64, "7.5", 64, "8.0", 64, "8.6", 128, "8.9", 128, "9.0", 128);

    @ParameterizedTest
    @CsvSource({"titan-xp, TITANXp", "p100, P100", "v100, V100"})
    void theCardsOfDeltaCarryItsTableOne(String name, String vectorName) throws IOException {
        GpuSpec gpu = GpuCatalogue.find(name);
        JsonNode expected = deltaGpu(vectorName);

        assertThat(gpu.smCount()).isEqualTo(expected.get("n_sm").intValue());
        assertThat(gpu.clockHz()).isEqualTo(expected.get("clk").doubleValue());
        assertThat(gpu.macsPerSecond()).isEqualTo(expected.get("mac_gpu").doubleValue());
        assertThat(gpu.registerBytesPerSm())
                .isEqualTo(1024 * expected.get("reg_kb").longValue());
        assertThat(gpu.sharedBytesPerSm())
                .isEqualTo(1024 * expected.get("smem_kb").longValue());
        assertThat(gpu.l1BytesPerSecondPerSm())
                .isEqualTo(expected.get("l1_bw_sm").doubleValue());
        assertThat(gpu.l2BytesPerSecond()).isEqualTo(expected.get("l2_bw").doubleValue());
        assertThat(gpu.dramBytesPerSecond()).isEqualTo(expected.get("dram_bw").doubleValue());
        assertThat(gpu.l2Bytes()).isEqualTo(expected.get("l2_size").longValue());
        assertThat(gpu.l1RequestBytes()).isEqualTo(expected.get("l1_gran").intValue());
    }

    @ParameterizedTest
    @CsvSource({"titan-xp, TITANXp", "p100, P100", "v100, V100"})
    void theCardsOfDeltaCarryTheLatenciesAssumedForThem(String name, String vectorName) throws IOException {
        GpuSpec gpu = GpuCatalogue.find(name);
        JsonNode expected = deltaGpu(vectorName);

        assertThat(gpu.sharedBytesPerSecondPerSm())
                .isEqualTo(expected.get("smem_ld_bw").doubleValue())
                .isEqualTo(expected.get("smem_st_bw").doubleValue());
        assertThat(gpu.l1LatencyCycles() / gpu.clockHz())
                .isEqualTo(expected.get("lat_l1").doubleValue());
        assertThat(gpu.l2LatencyCycles() / gpu.clockHz())
                .isEqualTo(expected.get("lat_l2").doubleValue());
        assertThat(gpu.dramLatencyCycles() / gpu.clockHz())
                .isEqualTo(expected.get("lat_dram").doubleValue());
        assertThat(gpu.sharedLatencyCycles() / gpu.clockHz())
                .isEqualTo(expected.get("lat_smem").doubleValue());
    }

    /** Table IV of Jha, Mittal and Avancha, Data-type Aware Arithmetic Intensity for Deep Neural Networks. */
    @ParameterizedTest
    @CsvSource({"p4000, 21.4, 1792, 2", "p100-pcie, 16.94, 3584, 4"})
    void theCardsOfTheDataTypePaperCarryItsTableFour(String name, double ratio, int cores, int l2MiB) {
        GpuSpec gpu = GpuCatalogue.find(name);

        assertThat(gpu.computeToMemoryRatio()).isCloseTo(ratio, within(0.005));
        assertThat(gpu.smCount() * coresPerSm(gpu)).isEqualTo(cores);
        assertThat(gpu.l2Bytes()).isEqualTo(l2MiB * 1024L * 1024L);
    }

    @ParameterizedTest
    @MethodSource("macjoule.model.gpu.GpuCatalogue#all")
    void everyFigureHasASource(GpuSpec gpu) throws IllegalAccessException, InvocationTargetException {
        for (RecordComponent field : GpuSpec.class.getRecordComponents()) {
            boolean figure = !field.getName().matches("name|title|sources");
            boolean known = field.getAccessor().invoke(gpu) != null;
            assertThat(gpu.sources().containsKey(field.getName()))
                    .as(field.getName())
                    .isEqualTo(figure && known);
        }
        assertThat(gpu.sources().values())
                .allSatisfy(source -> assertThat(source).isNotBlank().isNotEqualTo("gpus.json"));
    }

    /** 3 percent, as Table IV of the data-type paper rounds the P4000 to 5.2 TFLOPS. */
    @ParameterizedTest
    @MethodSource("macjoule.model.gpu.GpuCatalogue#all")
    void throughputFollowsFromCoresAndClock(GpuSpec gpu) {
        double fromCores = 2.0 * gpu.smCount() * coresPerSm(gpu) * gpu.clockHz();
        assertThat(gpu.fp32Flops()).isCloseTo(fromCores, withinPercentage(3));
    }

    @ParameterizedTest
    @MethodSource("macjoule.model.gpu.GpuCatalogue#all")
    void nearerMemoriesAreFasterAndQuickerToAnswer(GpuSpec gpu) {
        assertThat(gpu.smCount() * gpu.l1BytesPerSecondPerSm()).isGreaterThan(gpu.l2BytesPerSecond());
        assertThat(gpu.l2BytesPerSecond()).isGreaterThan(gpu.dramBytesPerSecond());
        assertThat(gpu.sharedLatencyCycles()).isLessThan(gpu.l1LatencyCycles());
        assertThat(gpu.l1LatencyCycles()).isLessThan(gpu.l2LatencyCycles());
        assertThat(gpu.l2LatencyCycles()).isLessThan(gpu.dramLatencyCycles());
    }

    @Test
    void thePromisedCardsAreThereOnceEach() {
        assertThat(GpuCatalogue.names())
                .contains("titan-xp", "p100", "v100", "p4000", "rtx-2080-ti", "a100", "h100", "h200")
                .doesNotHaveDuplicates()
                .hasSameSizeAs(GpuCatalogue.all());
        assertThat(GpuCatalogue.find("h200").name()).isEqualTo("h200");
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearOnes() {
        assertThatThrownBy(() -> GpuCatalogue.find("titanxp"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("unknown GPU: titanxp: did you mean titan-xp?");
        assertThatThrownBy(() -> GpuCatalogue.find("h300")).hasMessageContaining("h100 or h200");
        assertThatThrownBy(() -> GpuCatalogue.find("radeon")).hasMessageContaining("use one of titan-xp, p100, v100");
    }

    private static int coresPerSm(GpuSpec gpu) {
        return Objects.requireNonNull(CORES_PER_SM.get(gpu.computeCapability()));
    }

    private static JsonNode deltaGpu(String name) throws IOException {
        try (InputStream json = GpuCatalogueTest.class.getResourceAsStream("delta-gpus.json")) {
            return new ObjectMapper().readTree(json).get(name);
        }
    }
}
