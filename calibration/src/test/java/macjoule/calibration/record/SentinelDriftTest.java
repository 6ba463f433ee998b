package macjoule.calibration.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far a machine moved while a run lasted. */
class SentinelDriftTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void aMachineThatMovedByMoreThanAHundredthIsFlagged() {
        // A mean of 1 and of 1.02 s for ten operations.
        SentinelDrift drift = drifts(1.02, 1.02).get(0);
        assertThat(drift.byFork().get(1)).isEqualTo(0.102, within(1e-12));
        assertThat(drift.drift()).isEqualTo(0.02, within(1e-12));
        assertThat(drift.isFlagged()).isTrue();
        assertThat(drift.sentence())
                .contains("the time of peak/gemm-1024/n1024")
                .contains("moved by 2.0 %");
    }

    @Test
    void oneThatStoodIsNot() {
        assertThat(drifts(1.012, 1.007)).singleElement().satisfies(drift -> {
            assertThat(drift.drift()).isEqualTo(0.0095, within(1e-12));
            assertThat(drift.isFlagged()).isFalse();
        });
    }

    @Test
    void joulesAreFollowedWhereTheyAreKnown() {
        try (MeasurementLog log = log()) {
            for (int fork = 1; fork <= 2; fork++) {
                double joules = 110 * fork;
                log.append(List.of(
                        Records.window(Records.GEMM, fork, 1, 1, joules),
                        Records.window(Records.GEMM, fork, 2, 1, joules)));
            }
        }
        assertThat(RunRecord.read(directory).drifts())
                .extracting(SentinelDrift::quantity, SentinelDrift::drift)
                .containsExactly(tuple("time", 0.0), tuple("energy", 1.0));
    }

    @Test
    void joulesThatWereSimulatedAreSaidToBe() {
        try (MeasurementLog log = log()) {
            log.append(List.of(simulated(1, 1, 110), simulated(1, 2, 110)));
            log.append(List.of(simulated(2, 1, 121), simulated(2, 2, 121)));
        }
        SentinelDrift drift = RunRecord.read(directory).drifts().get(1);
        assertThat(drift.provenance()).isEqualTo("simulated");
        assertThat(drift.sentence()).contains("the energy of " + Records.GEMM + " (simulated) moved by 10.0 %");
        assertThat(drifts(1, 1).get(0).provenance()).isEqualTo("measured");
    }

    private static Measurement simulated(int fork, int window, double joules) {
        ObjectNode sensor = JsonNodeFactory.instance
                .objectNode()
                .put("provenance", "simulated")
                .put("source", "counter")
                .put("scope", "gpu");
        return new Measurement(
                Records.GEMM.key(),
                Records.GEMM.engine(),
                fork,
                window,
                2,
                null,
                1.0,
                10,
                11,
                joules,
                null,
                null,
                "not told",
                null,
                sensor);
    }

    @Test
    void oneForkTellsNothing() {
        try (MeasurementLog log = log()) {
            log.append(Records.fork(Records.GEMM, 1, 1, 2));
            log.append(Records.fork(Records.LAYER, 1, 1, 2));
            log.append(Records.fork(Records.LAYER, 2, 3, 4));
        }
        assertThat(RunRecord.read(directory).drifts()).isEmpty();
    }

    private List<SentinelDrift> drifts(double first, double second) {
        try (MeasurementLog log = log()) {
            log.append(Records.fork(Records.GEMM, 1, 1, 1));
            log.append(Records.fork(Records.GEMM, 2, first, second));
        }
        return RunRecord.read(directory).drifts();
    }

    private MeasurementLog log() {
        Records.manifest().finished(Records.START).write(directory);
        return new MeasurementLog(directory);
    }
}
