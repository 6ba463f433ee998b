package macjoule.calibration.report.sections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import macjoule.calibration.record.Effort;
import macjoule.calibration.record.IdlePower;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.record.PlannedCase.Kind;
import macjoule.calibration.record.PlannedEngine;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.SkippedUnit;
import macjoule.calibration.record.Unit;
import macjoule.calibration.report.Amount;
import macjoule.calibration.report.BarChart;
import macjoule.calibration.report.DataTable;
import macjoule.calibration.report.Fact;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Unavailable;
import org.junit.jupiter.api.Test;

class RunSectionsTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final Unit LAYER = new Unit("alexnet/conv2/n1", "nd4j");
    private static final Unit PEAK = new Unit("peak/gemm-1024/n1024", "nd4j");
    private static final RunRecord RUN =
            new RunRecord(manifest(), windows(), List.of(), new IdlePower(List.of()), List.of());

    @Test
    void speedIsMacsOverTimeAndPeaksAreNoCases() {
        BarChart chart = (BarChart) RunSections.speed(RUN, Origin.MEASURED).body();
        assertThat(chart.categories()).containsExactly("alexnet/conv2/n1", "xception/n1");
        assertThat(chart.series().get(0).name()).isEqualTo("nd4j");
        // 447,897,600 MACs in 0.01 s.
        assertThat(chart.series().get(0).amounts().get(0).value()).isCloseTo(44.78976, within(1e-9));
        assertThat(chart.series().get(0).amounts().get(1)).isEqualTo(Amount.unavailable("no separable convolution"));
    }

    @Test
    void withoutASensorEfficiencyIsUnavailableAndNotZero() {
        assertThat(RunSections.efficiency(RUN, Origin.REPLAYED).body())
                .isEqualTo(new Unavailable("no sensor; no separable convolution"));
    }

    @Test
    void factsThatTheManifestDoesNotKnowGiveTheirReason() {
        assertThat(RunSections.facts(RUN.manifest()))
                .contains(
                        Fact.of("run", "2026-01-02T03:04:05Z"),
                        Fact.of("logical cores", "8"),
                        Fact.unavailable("nvidia driver", "none loaded"))
                .extracting(Fact::name)
                .doesNotContain("nvidia driver reason");
        assertThat(RunSections.facts(RUN.manifest())).contains(Fact.of("memory", "2.0 GiB"));
    }

    @Test
    void aSensorHasAPassportAndNoneHasAReason() {
        assertThat(RunSections.sensor(RUN.manifest(), Origin.MEASURED).body()).isEqualTo(new Unavailable("no RAPL"));
        ObjectNode energy = JsonNodeFactory.instance.objectNode().put("sensor", "NVML");
        energy.putObject("passport").put("updateHz", 10);
        energy.putArray("devices").addObject().put("meter", "rapl");
        RunManifest manifest = RunManifest.starting("0.1.0", "bench", energy, energy, plan(), START);
        DataTable passport =
                (DataTable) RunSections.sensor(manifest, Origin.MEASURED).body();
        assertThat(passport.table().toCsv())
                .contains("sensor,NVML,", "passport: update hz,10,", "devices 1: meter,rapl,");
        assertThat(RunSections.sensor(manifest)).isEqualTo(Fact.of("energy sensor", "NVML"));
    }

    private static RunManifest manifest() {
        ObjectNode host =
                JsonNodeFactory.instance.objectNode().put("logicalCores", 8).put("memoryBytes", 1L << 31);
        host.putNull("nvidiaDriver").put("nvidiaDriverReason", "none loaded");
        ObjectNode energy = JsonNodeFactory.instance
                .objectNode()
                .put("status", "unavailable")
                .put("reason", "no RAPL");
        return RunManifest.starting("0.1.0", "bench", host, energy, plan(), START);
    }

    private static Plan plan() {
        List<Unit> order = List.of(LAYER, PEAK);
        return new Plan(
                "quick",
                42,
                new Effort(2, 1, 0.1, 2, 0.5),
                2,
                Map.of(),
                List.of(),
                List.of(new PlannedEngine("nd4j", "raw ops", "cpu", null)),
                List.of(
                        // AlexNet's conv2 as one group: 27 * 27 * 256 * 96 * 25 MACs.
                        new PlannedCase(
                                LAYER.key(), Kind.LAYER, 1, 447_897_600, 447_897_600, 614_656, 186_624, 3_483_648),
                        new PlannedCase(
                                PEAK.key(), Kind.PEAK_COMPUTE, 1024, 1 << 30, 1 << 30, 1 << 20, 1 << 20, 3 << 22)),
                List.of(new SkippedUnit("xception/n1", "nd4j", "no separable convolution")),
                List.of(order, order));
    }

    private static List<Measurement> windows() {
        return Stream.of(1, 2)
                .flatMap(fork -> Stream.of(
                        window(LAYER, fork, 1, 0.1),
                        window(LAYER, fork, 2, 0.1),
                        window(PEAK, fork, 1, 1),
                        window(PEAK, fork, 2, 1)))
                .toList();
    }

    private static Measurement window(Unit unit, int fork, int window, double seconds) {
        return new Measurement(
                unit.key(),
                unit.engine(),
                fork,
                window,
                2,
                null,
                seconds,
                10,
                11,
                null,
                "no sensor",
                null,
                "none",
                null,
                null);
    }
}
