package macjoule.bench.energy.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.Scope;
import macjoule.bench.energy.fake.FaultScript;
import macjoule.bench.energy.fake.FaultScript.Kind;
import macjoule.bench.energy.fake.GpuScript;
import macjoule.bench.energy.fake.SensorScript;
import macjoule.bench.energy.fake.SimulatedNvml;
import macjoule.bench.energy.fake.VirtualClock;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.passport.PassportStore;
import macjoule.bench.energy.replay.ReplayedNvml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GPUs that are divided, shared, several, or more than a GPU. */
class SharedGpuTest {
    @TempDir
    private Path folder;

    @Test
    void aDividedGpuIsShared() {
        Lab lab = new Lab(Lab.gpu().mig(), folder);
        assertThat(lab.meter().absence()).isInstanceOf(Energy.Shared.class);
        assertThat(lab.meter("MIG-11111111-2222-3333-4444-555555555555").absence())
                .isInstanceOf(Energy.Shared.class);
        assertThat(lab.meter().measure(1, 0.01).energy()).isInstanceOf(Energy.Shared.class);
    }

    @Test
    void othersOnTheGpuContaminate() {
        Lab lab = new Lab(Lab.gpu().process(Lab.OWN_PROCESS).fault(FaultScript.valued(3, Kind.PROCESS, 4711)), folder);
        GpuMeter meter = lab.meter();
        assertThat(meter.measure(2, 0.01).energy()).isInstanceOf(Energy.Measured.class);
        WindowReport report = meter.measure(2, 0.01);
        assertThat(Lab.cause(report)).isEqualTo(Energy.Cause.CONTAMINATED);
        assertThat(((Energy.Invalid) report.energy()).reason()).contains("4711");
    }

    @Test
    void aDriverThatDoesNotTellOfOthersIsNotTakenToSayThatThereAreNone() throws IOException {
        Path trace = Files.writeString(
                folder.resolve("trace.csv"),
                "0,total_energy,0\n100000000,total_energy,6000\n200000000,total_energy,12000\n");
        VirtualClock clock = new VirtualClock();
        GpuMeter meter = new GpuMeter(
                ReplayedNvml.read(trace, clock),
                "",
                new PassportStore(folder),
                new Neighbours(Set.of(Lab.OWN_PROCESS), true),
                clock);
        assertThat(Lab.measured(meter.measure(0.25, 0.01)).labels()).contains("neighboursUnknown");
        Lab lab = new Lab(Lab.gpu(), folder);
        assertThat(Lab.measured(lab.meter().measure(2, 0.01)).labels()).doesNotContain("neighboursUnknown");
    }

    @Test
    void inAContainerOneUnknownProcessIsUsAndTwoAreNot() {
        Neighbours inContainer = new Neighbours(Set.of(Lab.OWN_PROCESS), false);
        assertThat(inContainer.strangers(new int[] {4711})).isEmpty();
        assertThat(inContainer.strangers(new int[] {4711, 4712})).hasSize(2);
    }

    @Test
    void severalGpusAreToldApartByWhatTheyAre() {
        GpuScript first = Lab.gpu().identity("GPU-a", "00000000:81:00.0").watts(60, 300, 400);
        GpuScript second = Lab.gpu().identity("GPU-b", "00000000:21:00.0").watts(30, 100, 400);
        VirtualClock clock = new VirtualClock();
        SimulatedNvml nvml = new SimulatedNvml("580.1", List.of(first, second), clock);
        assertThat(Lab.meter(nvml, "", folder, clock).absence()).isInstanceOf(Energy.Unavailable.class);
        GpuMeter meter = Lab.meter(nvml, "00000000:21:00.0", folder, clock);
        assertThat(Lab.measured(meter.measure(2, 0.01)).watts()).isCloseTo(30, within(0.5));
        assertThat(meter.uuid()).isEqualTo("GPU-b");
    }

    @Test
    void aGpuWhoseOwnNameLeadsToAnotherIsNotTaken() {
        VirtualClock clock = new VirtualClock();
        SimulatedNvml nvml = new SimulatedNvml(
                "580.1",
                List.of(
                        Lab.gpu().identity("GPU-a", "00000000:81:00.0"),
                        Lab.gpu().identity("GPU-a", "00000000:21:00.0")),
                clock);
        assertThat(Lab.meter(nvml, "00000000:81:00.0", folder, clock).absence()).isNull();
        assertThat(Lab.meter(nvml, "00000000:21:00.0", folder, clock).absence())
                .isInstanceOfSatisfying(
                        Energy.Unavailable.class,
                        absence -> assertThat(absence.code()).isEqualTo(NvmlCode.NOT_FOUND.number()));
    }

    @Test
    void gpuAndCpuTogetherAreLabelledSo() {
        Lab lab = new Lab(Lab.gpu().moduleOnly().usage(SensorScript.refusing(3)), folder);
        assertThat(Lab.measured(lab.meter().measure(2, 0.01)).scope()).isEqualTo(Scope.MODULE);
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
}
