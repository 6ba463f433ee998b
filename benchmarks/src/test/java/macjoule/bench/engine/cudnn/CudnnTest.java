package macjoule.bench.engine.cudnn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CudnnTest {
    /** By the names that cudnn_graph.h of version 9 gives these numbers. */
    @ParameterizedTest
    @CsvSource({
        "1001, OTHER", // NOT_INITIALIZED
        "2000, OTHER", // BAD_PARAM
        "3000, REFUSAL", // NOT_SUPPORTED
        "3002, REFUSAL", // NOT_SUPPORTED_SHAPE
        "3004, REFUSAL", // NOT_SUPPORTED_LAYOUT
        "3005, OTHER", // NOT_SUPPORTED_INCOMPATIBLE_CUDA_DRIVER
        "3009, OTHER", // NOT_SUPPORTED_SUBLIBRARY_UNAVAILABLE
        "3010, REFUSAL", // NOT_SUPPORTED_SHARED_MEMORY_INSUFFICIENT
        "4000, OTHER", // INTERNAL_ERROR
        "4003, MEMORY", // INTERNAL_ERROR_HOST_ALLOCATION_FAILED
        "4004, MEMORY", // INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED
        "5000, OTHER" // EXECUTION_FAILED
    })
    void aLayerThatIsRefusedIsToldFromAHostThatIsBroken(int status, CudnnException.Kind kind) {
        assertThat(Cudnn.kind(status)).isEqualTo(kind);
    }
}
