package macjoule.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import macjoule.calibration.record.Effort;
import macjoule.calibration.record.IdleReading;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.PlannedEngine;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.Unit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.RunnerException;

/** Idle power is that of a device, whichever of its units can be held ready. */
class IdleForksTest {
    private static final Unit HUGE = new Unit("vgg-16/n512", "cudnn");
    private static final Unit SMALL = new Unit("alexnet/n1", "cudnn");
    private static final Unit OTHER_ENGINE = new Unit("alexnet/n1", "jcuda");
    private static final Unit ON_CPU = new Unit("alexnet/n1", "nd4j");

    private final List<Unit> tried = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @BeforeEach
    void writeManifest() {
        manifest().write(directory);
    }

    @Test
    void anotherUnitIsTriedWhereOneCannotBeHeldReady() throws IOException, RunnerException {
        forks(SMALL).measure("before", List.of(HUGE, SMALL, OTHER_ENGINE, ON_CPU));
        // The other engine before another unit of the one that failed.
        assertThat(tried).containsExactly(HUGE, OTHER_ENGINE, SMALL, ON_CPU);
        assertThat(readings())
                .extracting(IdleReading::device, IdleReading::watts)
                .containsExactly(tuple("gpu", 60.0), tuple("cpu", null));
    }

    @Test
    void threeAreTriedAndNoMore() throws IOException, RunnerException {
        Unit fourth = new Unit("googlenet/n1", "cudnn");
        forks(fourth).measure("before", List.of(HUGE, SMALL, OTHER_ENGINE, fourth));
        assertThat(tried).containsExactly(HUGE, OTHER_ENGINE, SMALL);
        assertThat(readings()).singleElement().satisfies(reading -> {
            assertThat(reading.watts()).isNull();
            assertThat(reading.reason()).isEqualTo("no memory for alexnet/n1 on cudnn");
        });
    }

    @Test
    void whatCanBeHeldReadyIsAskedOnce() throws IOException, RunnerException {
        forks(HUGE).measure("after", List.of(HUGE, SMALL));
        assertThat(tried).containsExactly(HUGE);
    }

    @Test
    void aDeviceWithoutASensorIsNotAsked() throws IOException, RunnerException {
        new IdleForks(directory, manifest(), device -> "no sensor", this::never).measure("before", List.of(HUGE));
        assertThat(readings()).isEmpty();
    }

    private IdleReading never(Unit unit, int seconds, String moment) {
        throw new AssertionError("asked " + unit + " for " + seconds + " s " + moment);
    }

    /** Only one unit can be held ready. */
    private IdleForks forks(Unit good) {
        return new IdleForks(directory, manifest(), device -> "", (unit, seconds, moment) -> {
            tried.add(unit);
            String device = unit.equals(ON_CPU) ? "cpu" : "gpu";
            return unit.equals(good)
                    ? new IdleReading(device, moment, 60.0, 0.1, true, "measured", null)
                    : IdleReading.unknown(device, moment, "no memory for " + unit);
        });
    }

    private List<IdleReading> readings() {
        return RunRecord.read(directory).idle().readings();
    }

    private static RunManifest manifest() {
        Plan plan = new Plan(
                "test",
                1,
                new Effort(1, 0, 1, 3, 1),
                1,
                Map.of(),
                List.of(),
                List.of(
                        new PlannedEngine("cudnn", "", "gpu", null),
                        new PlannedEngine("jcuda", "", "gpu", null),
                        new PlannedEngine("nd4j", "", "cpu", null)),
                List.of(),
                List.of(),
                List.of());
        return RunManifest.starting(
                "0.1.0",
                "bench",
                JsonNodeFactory.instance.objectNode(),
                JsonNodeFactory.instance.objectNode().put(Campaign.IDLE_SECONDS, 10),
                plan,
                Instant.EPOCH);
    }
}
