package macjoule.bench.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BackendTest {

    /**
     * ND4J 1.0.0-M2.1 holds machine code from Kepler (3.7) to Ampere (8.6). By the binary compatibility of CUDA that runs on Ada (8.9)
     * but not on Hopper (9.0).
     */
    @Test
    void theGpuMustBeOneThatTheLibraryHoldsCodeFor() {
        assertThat(CudaDevices.judge(List.of("3.7")).available()).isTrue();
        assertThat(CudaDevices.judge(List.of("8.6", "9.0")).available()).isTrue();
        assertThat(CudaDevices.judge(List.of("8.9")).available()).isTrue();
        assertThat(CudaDevices.judge(List.of("3.5")).available()).isFalse();
        assertThat(CudaDevices.judge(List.of("9.0")).reason()).contains("9.0").contains("3.7 to 8.9");
        assertThat(CudaDevices.judge(List.of("12.0")).available()).isFalse();
        assertThat(CudaDevices.judge(List.of()).available()).isFalse();
        assertThat(CudaDevices.judge(List.of("[N/A]")).available()).isFalse();
    }

    @Test
    void theBackendOfTheBuildLoads() {
        assertThat(Backend.probe().available()).as(Backend.probe().reason()).isTrue();
        Backend.load();
        Backend.synchronise();
    }
}
