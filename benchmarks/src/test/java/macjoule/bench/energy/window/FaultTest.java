package macjoule.bench.energy.window;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.Scope;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.fake.FaultScript;
import macjoule.bench.energy.fake.FaultScript.Kind;
import macjoule.bench.energy.fake.GpuScript;
import macjoule.bench.energy.fake.SensorScript;
import macjoule.bench.energy.fake.SimulatedNvml;
import macjoule.bench.energy.fake.VirtualClock;
import macjoule.bench.energy.nvml.EventReason;
import macjoule.bench.energy.nvml.JnaNvml;
import macjoule.bench.energy.passport.PassportStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can go wrong with a sensor during a run, and what has to come of it. */
class FaultTest {
    private static final SensorScript PLAIN = SensorScript.boxcar(100, 100);

    @TempDir
    private Path folder;

    @Test
    void withoutALibraryTheReasonIsGiven() {
        GpuMeter meter = new GpuMeter(
                new JnaNvml("libmacjoule-no-such-library.so.1"),
                "",
                new PassportStore(folder),
                Neighbours.ofThisProcess(),
                new VirtualClock());
        assertThat(meter.absence()).isEqualTo(new Energy.Unavailable("no NVML library: install the NVIDIA driver", 12));
        meter.begin();
        assertThat(meter.end().energy()).isEqualTo(meter.absence());
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 18})
    void aDriverThatDoesNotStartIsNotTriedAgain(int code) {
        Lab lab = new Lab(gpu().fault(FaultScript.from(0, Kind.REFUSE_START, code)), folder);
        GpuMeter meter = lab.meter();
        assertThat(meter.absence()).isInstanceOfSatisfying(Energy.Unavailable.class, absence -> {
            assertThat(absence.code()).isEqualTo(code);
            assertThat(absence.reason()).contains(code == 18 ? "reboot or reload the driver" : "not loaded");
        });
        meter.measure(1, 0.01);
        meter.measure(1, 0.01);
        assertThat(lab.nvml.starts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 999})
    void aContainerThatLosesItsDeviceGetsOneNewStart(int code) {
        Lab lab = new Lab(gpu().fault(FaultScript.from(3, Kind.REFUSE_ALL, code).mendedByRestart()), folder);
        GpuMeter meter = lab.meter();
        lab.board.set(1);
        assertThat(meter.measure(2, 0.005).energy()).isInstanceOf(Energy.Measured.class);
        assertThat(Lab.cause(meter.measure(2, 0.005))).isEqualTo(Energy.Cause.DEVICE_FAILED);
        assertThat(Lab.measured(meter.measure(2, 0.005)).watts()).isCloseTo(300, within(3.0));
        assertThat(lab.nvml.starts()).isEqualTo(2);
    }

    @Test
    void aDeviceThatIsLostTwiceIsGivenUp() {
        Lab lab = new Lab(
                gpu().fault(FaultScript.from(1, Kind.REFUSE_ALL, 999).mendedByRestart())
                        .fault(FaultScript.from(4, Kind.REFUSE_ALL, 999)),
                folder);
        GpuMeter meter = lab.meter();
        assertThat(Lab.cause(meter.measure(2, 0.01))).isEqualTo(Energy.Cause.DEVICE_FAILED);
        assertThat(Lab.cause(meter.measure(3, 0.01))).isEqualTo(Energy.Cause.DEVICE_FAILED);
        assertThat(meter.measure(2, 0.01).energy()).isInstanceOf(Energy.Unavailable.class);
        assertThat(lab.nvml.starts()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16})
    void aLostGpuIsLeftAloneWhileOthersGoOn(int code) {
        GpuScript lost =
                gpu().identity("GPU-lost", "00000000:01:00.0").fault(FaultScript.from(1, Kind.REFUSE_ALL, code));
        GpuScript well = gpu().identity("GPU-well", "00000000:02:00.0");
        VirtualClock clock = new VirtualClock();
        SimulatedNvml nvml = new SimulatedNvml("580.1", List.of(lost, well), clock);
        GpuMeter first = meter(nvml, "GPU-lost", clock);
        assertThat(Lab.cause(first.measure(2, 0.01))).isEqualTo(Energy.Cause.DEVICE_FAILED);
        assertThat(first.absence())
                .isInstanceOfSatisfying(
                        Energy.Unavailable.class, a -> assertThat(a.code()).isEqualTo(code));
        int starts = nvml.starts();
        assertThat(first.measure(1, 0.01).energy()).isInstanceOf(Energy.Unavailable.class);
        assertThat(nvml.starts()).isEqualTo(starts);
        GpuMeter second = meter(nvml, "GPU-well", clock);
        assertThat(second.measure(2, 0.01).energy()).isInstanceOf(Energy.Measured.class);
    }

    @Test
    void anErrorThatTheDriverReportsSpoilsItsWindowAndNoOther() {
        Lab lab = new Lab(
                gpu().fault(FaultScript.valued(1, Kind.XID, 13)).fault(FaultScript.valued(3, Kind.XID, 31)), folder);
        lab.pass(1.5);
        GpuMeter meter = lab.meter();
        assertThat(meter.measure(1, 0.01).energy()).isInstanceOf(Energy.Measured.class);
        WindowReport report = meter.measure(2, 0.01);
        assertThat(Lab.cause(report)).isEqualTo(Energy.Cause.DEVICE_FAILED);
        assertThat(((Energy.Invalid) report.energy()).reason()).contains("Xid 31");
        assertThat(meter.measure(1, 0.01).energy()).isInstanceOf(Energy.Measured.class);
        assertThat(meter.isGpuLost()).isFalse();
    }

    @Test
    void aGpuThatFellOffTheBusIsLostThoughItsSensorStillAnswers() {
        Lab lab = new Lab(gpu().fault(FaultScript.valued(1, Kind.XID, 79)), folder);
        GpuMeter meter = lab.meter();
        assertThat(Lab.cause(meter.measure(2, 0.01))).isEqualTo(Energy.Cause.DEVICE_FAILED);
        assertThat(meter.isGpuLost()).isTrue();
        assertThat(meter.measure(1, 0.01).energy()).isInstanceOf(Energy.Unavailable.class);
    }

    @Test
    void aGpuThatFellOffTheBusBetweenWindowsIsLostToo() {
        Lab lab = new Lab(gpu().fault(FaultScript.valued(1, Kind.XID, 79)), folder);
        GpuMeter meter = lab.meter();
        lab.pass(2);
        assertThat(Lab.cause(meter.measure(1, 0.01))).isEqualTo(Energy.Cause.DEVICE_FAILED);
        assertThat(meter.isGpuLost()).isTrue();
    }

    @Test
    void aCardThatGrowsWarmerIsLabelledSo() {
        Lab lab = new Lab(gpu(), folder);
        lab.board.set(1);
        assertThat(Lab.measured(lab.meter().measure(10, 0.01)).labels())
                .anyMatch(label -> label.startsWith("temperatureMoved="));
    }

    @Test
    void workInStepWithAPartTimeSensorIsRecognised() {
        Lab lab = new Lab(new GpuScript().instant(SensorScript.boxcar(100, 25).withNoise(1)), folder).characterised();
        GpuMeter meter = lab.meter();
        assertThat(meter.isBlindTo(0.1, 10)).isTrue();
        assertThat(meter.isBlindTo(0.003, 10)).isFalse();
        assertThat(new Lab(gpu(), folder.resolve("none")).meter().isBlindTo(0.1, 10))
                .isFalse();
    }

    @Test
    void aReloadOfTheDriverIsNoUnsignedWrap() {
        Lab lab = new Lab(gpu().fault(FaultScript.from(3, Kind.RESET_COUNTER, 0)), folder);
        GpuMeter meter = lab.meter();
        lab.board.set(1);
        lab.pass(2);
        WindowReport report = meter.measure(3, 0.005);
        assertThat(Lab.cause(report)).isEqualTo(Energy.Cause.COUNTER_RESET);
        assertThat(lab.nvml.starts()).isEqualTo(2);
        assertThat(Lab.measured(meter.measure(2, 0.005)).watts()).isCloseTo(300, within(3.0));
    }

    @Test
    void aStuckCounterGivesWayToPower() {
        Lab lab = new Lab(gpu().fault(FaultScript.from(2, Kind.FREEZE_COUNTER, 0)), folder);
        GpuMeter meter = lab.meter();
        lab.board.set(1);
        lab.pass(1.5);
        Energy.Measured measured = Lab.measured(meter.measure(5, 0.005));
        assertThat(measured.source()).isEqualTo(Source.INSTANT);
        assertThat(measured.labels()).contains("counterStuck");
        assertThat(measured.watts()).isCloseTo(300, within(1.0));
    }

    @Test
    void aCounterAboveEveryLimitGivesWayToPower() {
        Lab lab = new Lab(gpu().fault(FaultScript.valued(0, Kind.SCALE_COUNTER, 15.3)), folder);
        GpuMeter meter = lab.meter();
        lab.board.set(1);
        lab.pass(2);
        Energy.Measured measured = Lab.measured(meter.measure(5, 0.005));
        assertThat(measured.source()).isEqualTo(Source.INSTANT);
        assertThat(measured.labels()).contains("counterImplausible");
    }

    @Test
    void aCounterThatPausesSpoilsTheWindow() {
        Lab lab =
                new Lab(gpu().fault(FaultScript.from(2, Kind.FREEZE_COUNTER, 0).until(2.5)), folder);
        GpuMeter meter = lab.meter();
        assertThat(Lab.cause(meter.measure(4, 0.005))).isEqualTo(Energy.Cause.GAP);
    }

    @Test
    void aMissingFieldKeepsItsCodeAndTheOtherSourceServes() {
        Lab lab = new Lab(new GpuScript().instant(PLAIN).counter(SensorScript.refusing(13)), folder);
        GpuMeter meter = lab.meter();
        lab.board.set(1);
        assertThat(Lab.measured(meter.measure(3, 0.005)).source()).isEqualTo(Source.INSTANT);
    }

    @Test
    void aDividedGpuIsShared() {
        Lab lab = new Lab(gpu().mig(), folder);
        assertThat(lab.meter().absence()).isInstanceOf(Energy.Shared.class);
        assertThat(lab.meter("MIG-11111111-2222-3333-4444-555555555555").absence())
                .isInstanceOf(Energy.Shared.class);
        assertThat(lab.meter().measure(1, 0.01).energy()).isInstanceOf(Energy.Shared.class);
    }

    @Test
    void othersOnTheGpuContaminate() {
        Lab lab = new Lab(gpu().process(Lab.OWN_PROCESS).fault(FaultScript.valued(3, Kind.PROCESS, 4711)), folder);
        GpuMeter meter = lab.meter();
        assertThat(meter.measure(2, 0.01).energy()).isInstanceOf(Energy.Measured.class);
        WindowReport report = meter.measure(2, 0.01);
        assertThat(Lab.cause(report)).isEqualTo(Energy.Cause.CONTAMINATED);
        assertThat(((Energy.Invalid) report.energy()).reason()).contains("4711");
    }

    @Test
    void inAContainerOneUnknownProcessIsUsAndTwoAreNot() {
        Neighbours inContainer = new Neighbours(Set.of(Lab.OWN_PROCESS), false);
        assertThat(inContainer.strangers(new int[] {4711})).isEmpty();
        assertThat(inContainer.strangers(new int[] {4711, 4712})).hasSize(2);
    }

    @Test
    void severalGpusAreToldApartByWhatTheyAre() {
        GpuScript first = gpu().identity("GPU-a", "00000000:81:00.0").watts(60, 300, 400);
        GpuScript second = gpu().identity("GPU-b", "00000000:21:00.0").watts(30, 100, 400);
        VirtualClock clock = new VirtualClock();
        SimulatedNvml nvml = new SimulatedNvml("580.1", List.of(first, second), clock);
        assertThat(meter(nvml, "", clock).absence()).isInstanceOf(Energy.Unavailable.class);
        GpuMeter meter = meter(nvml, "00000000:21:00.0", clock);
        assertThat(Lab.measured(meter.measure(2, 0.01)).watts()).isCloseTo(30, within(0.5));
        assertThat(meter.uuid()).isEqualTo("GPU-b");
    }

    @Test
    void gpuAndCpuTogetherAreLabelledSo() {
        Lab lab = new Lab(gpu().moduleOnly().usage(SensorScript.refusing(3)), folder);
        assertThat(Lab.measured(lab.meter().measure(2, 0.01)).scope()).isEqualTo(Scope.MODULE);
    }

    @Test
    void aVirtualGpuWithoutAnySensorHasNoEnergyAndNotZero() {
        Lab lab = new Lab(new GpuScript(), folder);
        assertThat(lab.meter().absence()).isInstanceOfSatisfying(Energy.Unavailable.class, absence -> {
            assertThat(absence.code()).isEqualTo(3);
            assertThat(absence.reason()).contains("platform");
        });
    }

    @Test
    void aKilledProcessLosesNoFinishedWindow() throws IOException {
        Path file = folder.resolve("windows.jsonl");
        WindowJournal journal = new WindowJournal(file);
        Lab lab = new Lab(gpu(), folder);
        journal.append(lab.meter().measure(2, 0.01).json().put("layer", "conv1"));
        assertThat(Files.readAllLines(file)).hasSize(1);
        journal.append(JsonNodeFactory.instance.objectNode().put("layer", "conv2"));
        List<String> lines = Files.readAllLines(file);
        assertThat(new ObjectMapper().readTree(lines.get(0)).get("status").asText())
                .isEqualTo("measured");
        assertThat(new ObjectMapper().readTree(lines.get(1)).get("layer").asText())
                .isEqualTo("conv2");
    }

    @Test
    void aJournalThatCannotBeWrittenFailsLoudly() {
        WindowJournal journal = new WindowJournal(folder.resolve("missing").resolve("windows.jsonl"));
        assertThatThrownBy(() -> journal.append(JsonNodeFactory.instance.objectNode()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void twoMeasurementsDoNotShareAGpu() throws IOException {
        try (GpuLock first = GpuLock.take(folder, "GPU-1").orElseThrow();
                GpuLock other = GpuLock.take(folder, "GPU-2").orElseThrow()) {
            assertThat(GpuLock.take(folder, "GPU-1")).isEqualTo(Optional.empty());
            assertThat(first).isNotSameAs(other);
        }
        GpuLock again = GpuLock.take(folder, "GPU-1").orElseThrow();
        again.close();
    }

    @Test
    void aPauseOfTheReaderHarmsPolledPowerButNotTheCounter() {
        Lab counted = new Lab(new GpuScript().counter(PLAIN), folder);
        assertThat(Lab.measured(withPause(counted)).watts()).isCloseTo(60, within(0.6));
        Lab polled = new Lab(new GpuScript().instant(PLAIN), folder);
        assertThat(Lab.cause(withPause(polled))).isEqualTo(Energy.Cause.GAP);
    }

    /** Six seconds, in the middle of which nobody looks for one. */
    private static WindowReport withPause(Lab lab) {
        GpuMeter meter = lab.meter();
        meter.begin();
        for (int i = 0; i < 1000; i++) {
            meter.poll();
            lab.pass(i == 500 ? 1 : 0.005);
        }
        return meter.end();
    }

    @Test
    void heatSpoilsAWindowAndItIsRepeatedAfterCooling() {
        Lab lab = new Lab(
                gpu().fault(FaultScript.throttling(1, EventReason.HW_THERMAL).until(20)), folder);
        GpuMeter meter = lab.meter();
        lab.pass(5);
        WindowReport report = Repeating.whileThrottled(() -> meter.measure(2, 0.01), lab.clock);
        assertThat(report.energy()).isInstanceOf(Energy.Measured.class);
        assertThat(lab.clock.nanos() / 1e9).isBetween(38.0, 45.0);
    }

    @Test
    void heatThatStaysIsReportedWithItsTemperatures() {
        Lab lab = new Lab(gpu().fault(FaultScript.throttling(1, EventReason.POWER_BRAKE)), folder);
        GpuMeter meter = lab.meter();
        lab.pass(5);
        WindowReport report = Repeating.whileThrottled(() -> meter.measure(2, 0.01), lab.clock);
        assertThat(Lab.cause(report)).isEqualTo(Energy.Cause.THROTTLED);
        assertThat(((Energy.Invalid) report.energy()).reason()).contains("°C");
    }

    @Test
    void thePowerLimitIsALabelAndNoFault() {
        Lab lab = new Lab(
                gpu().fault(FaultScript.throttling(1, EventReason.SW_POWER_CAP).until(2)), folder);
        assertThat(Lab.measured(lab.meter().measure(4, 0.01)).labels()).contains("powerCapped=25.0%");
    }

    @Test
    void hardwareSlowdownAloneProvesNothing() {
        Lab lab = new Lab(gpu().fault(FaultScript.throttling(1, EventReason.HW_SLOWDOWN)), folder);
        WindowReport report = lab.meter().measure(4, 0.01);
        assertThat(report.energy()).isInstanceOf(Energy.Measured.class);
        assertThat(Objects.requireNonNull(report.throttle()).lowestClock()).isEqualTo(1000);
    }

    /** So that a step of the wall clock can move no figure. */
    @Test
    void nothingIsTimedByTheWallClock() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(new ClassFileImporter().importPackages("macjoule.bench.energy"));
    }

    @Test
    void operationsTooShortToMeasureAreBatchedOrRefused() {
        assertThat(Batch.size(0.5, 1000)).hasValue(1);
        assertThat(Batch.size(0.0001, 1000)).hasValue(100);
        assertThat(Batch.size(1e-7, 1000)).isEmpty();
        assertThat(Batch.size(0, 1000)).isEmpty();
    }

    @Test
    void aWindowTooShortForTheSensorIsNoFigure() {
        assertThat(Lab.cause(new Lab(gpu(), folder).meter().measure(0.12, 0.005)))
                .isEqualTo(Energy.Cause.TOO_SHORT);
    }

    private GpuMeter meter(SimulatedNvml nvml, String gpu, VirtualClock clock) {
        return new GpuMeter(nvml, gpu, new PassportStore(folder), new Neighbours(Set.of(Lab.OWN_PROCESS), true), clock);
    }

    private static GpuScript gpu() {
        return new GpuScript().instant(PLAIN).usage(PLAIN).counter(PLAIN);
    }
}
