package macjoule.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import macjoule.bench.engine.Engine;
import macjoule.bench.engine.reference.ReferenceEngine;
import macjoule.bench.plan.BenchmarkCase;
import org.junit.jupiter.api.Test;

/** So many operations at a time that a device works for 10 ms, however short one of them is. */
class BatchingTest {
    private static final Engine ENGINE = new ReferenceEngine();

    @Test
    void theShortestOperationsAreStartedFiveThousandAtATime() {
        // At two microseconds each, less than which no kernel takes.
        assertThat(operations("delta/alex_conv2/n1")).isEqualTo(5000);
    }

    @Test
    void anOperationOfTenMillisecondsIsStartedAlone() {
        // 27 x 27 x 256 x 96 x 5 x 5 MACs for an image, 45 TMAC in all: 15 ms at the 3 PMAC/s that no device exceeds.
        assertThat(operations("delta/alex_conv2/n99999")).isEqualTo(1);
    }

    private static int operations(String key) {
        return Batching.operations(BenchmarkCase.of(key).planned(), ENGINE);
    }
}
