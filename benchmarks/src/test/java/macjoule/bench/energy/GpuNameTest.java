package macjoule.bench.energy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GpuNameTest {
    @ParameterizedTest
    @CsvSource({
        "cuda:GPU-12345678-1234-1234-1234-123456789abc, GPU-12345678-1234-1234-1234-123456789abc",
        "cuda:MIG-12345678-1234-1234-1234-123456789abc, MIG-12345678-1234-1234-1234-123456789abc",
        "cuda:0000:65:00.0, 00000000:65:00.0",
        "cuda:00000000:C1:00.0, 00000000:C1:00.0",
        "cuda:65:00.0, 00000000:65:00.0",
        "gpu 0001:ab:1f.0 (H200), 00000001:AB:1F.0"
    })
    void aGpuIsToldByWhatIdentifiesIt(String device, String name) {
        assertThat(GpuName.of(device)).hasValue(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu", "cuda", "cuda:0", "cuda:1"})
    void anIndexTellsNothing(String device) {
        assertThat(GpuName.of(device)).hasValue("");
    }

    @Test
    void aCpuIsNoGpu() {
        assertThat(GpuName.of("cpu")).isEmpty();
        assertThat(GpuName.of("cpu:0")).isEmpty();
    }
}
