package macjoule.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import macjoule.bench.engine.DeviceLostException;
import macjoule.calibration.record.Effort;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.PlannedEngine;
import macjoule.calibration.record.Unit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A GPU that is lost stops what computes on it, and nothing else. */
class LostDevicesTest {
    private static final Unit FIRST = new Unit("alexnet/conv1/n1", "jcuda");
    private static final Unit SAME_GPU = new Unit("alexnet/conv2/n1", "cudnn");
    private static final Unit OTHER_GPU = new Unit("alexnet/conv2/n1", "nd4j-cuda");
    private static final Unit ON_CPU = new Unit("alexnet/conv2/n1", "nd4j");

    private final LostDevices lost = new LostDevices(plan());

    @Test
    void whatTheEngineTellsStopsAllEnginesOnThatGpu() {
        lost.look(FIRST, List.of(Measurement.failed(FIRST, 1, new DeviceLostException("gone").toString())));
        assertThat(lost.reasonAgainst(SAME_GPU))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains("lost while alexnet/conv1/n1", "the administrator has to reset it"));
        assertThat(lost.reasonAgainst(OTHER_GPU)).isEmpty();
        assertThat(lost.reasonAgainst(ON_CPU)).isEmpty();
    }

    @Test
    void soDoesWhatTheSensorTellsThoughTheForkWasMeasured() {
        lost.look(FIRST, List.of(window(null), window(false)));
        assertThat(lost.reasonAgainst(FIRST)).isEmpty();
        lost.look(FIRST, List.of(window(false), window(true)));
        assertThat(lost.reasonAgainst(SAME_GPU)).isPresent();
        assertThat(lost.reasonAgainst(OTHER_GPU)).isEmpty();
    }

    @Test
    void anotherFailureStopsNothing() {
        lost.look(FIRST, List.of(Measurement.failed(FIRST, 1, "macjoule.bench.engine.DeviceException: no memory")));
        assertThat(lost.reasonAgainst(FIRST)).isEmpty();
    }

    private static Measurement window(@Nullable Boolean gpuLost) {
        ObjectNode sensor = JsonNodeFactory.instance.objectNode().put("gpuLost", gpuLost);
        return new Measurement(
                FIRST.key(), FIRST.engine(), 1, 1, 1, null, 0.1, 10, 10, null, "lost", null, "lost", null, sensor);
    }

    private static Plan plan() {
        return new Plan(
                "quick",
                1,
                new Effort(1, 1, 1, 3, 1),
                1,
                Map.of(),
                List.of(),
                List.of(
                        new PlannedEngine(FIRST.engine(), "own kernels", "cuda:GPU-a", null),
                        new PlannedEngine(SAME_GPU.engine(), "of the host", "cuda:GPU-a", null),
                        new PlannedEngine(OTHER_GPU.engine(), "of ND4J", "cuda:GPU-b", null),
                        new PlannedEngine(ON_CPU.engine(), "of ND4J", "cpu", null)),
                List.of(),
                List.of(),
                List.of(List.of(FIRST, SAME_GPU, OTHER_GPU, ON_CPU)));
    }
}
