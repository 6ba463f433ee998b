package macjoule.bench.jmh;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import macjoule.model.BadInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the benchmark of the sampler looks at. That the binding reads right is for its own test. */
class SamplerBenchmarkTest {
    @AfterEach
    void forget() {
        System.clearProperty(SamplerBenchmark.LIBRARY);
    }

    @Test
    void aSimulatedGpuIsLookedAtUnlessToldOtherwise() {
        SamplerBenchmark benchmark = new SamplerBenchmark();
        assertThatCode(() -> {
                    benchmark.open();
                    benchmark.begin();
                    benchmark.sample();
                    benchmark.close();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void aLibraryIsTheOneThatIsNamed() {
        assertThatThrownBy(() -> of("library").open())
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("-Dmacjoule.nvml=PATH");
        System.setProperty(SamplerBenchmark.LIBRARY, "/no/such/library.so");
        assertThatThrownBy(() -> of("library").open())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no sensor");
    }

    /** And is not taken for a simulated one. */
    @Test
    void anUnknownSensorIsRefused() {
        assertThatThrownBy(() -> of("hots").open())
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("simulated, library or host");
    }

    private static SamplerBenchmark of(String sensor) {
        SamplerBenchmark benchmark = new SamplerBenchmark();
        benchmark.sensor = sensor;
        return benchmark;
    }
}
