package macjoule.bench.energy.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.fake.GpuScript;
import macjoule.bench.energy.fake.SensorScript;
import macjoule.bench.energy.fake.SimulatedNvml;
import macjoule.bench.energy.fake.VirtualClock;
import macjoule.bench.energy.passport.PassportStore;
import macjoule.bench.energy.window.GpuMeter;
import macjoule.bench.energy.window.Neighbours;
import macjoule.model.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    @TempDir
    private Path folder;

    @Test
    void aReplayedRecordingGivesTheEnergyThatWasRecorded() throws IOException {
        Path file = folder.resolve("trace.csv");
        double truth = record(file);
        VirtualClock clock = new VirtualClock();
        ReplayedNvml replayed = ReplayedNvml.read(file, clock);
        try (GpuMeter meter =
                new GpuMeter(replayed, "", new PassportStore(folder), new Neighbours(Set.of(), true), clock)) {
            Energy.Measured measured = (Energy.Measured) meter.measure(5, 0.002).energy();
            assertThat(measured.provenance()).isEqualTo(Provenance.REPLAYED);
            assertThat(measured.source()).isEqualTo(Source.COUNTER);
            assertThat(measured.watts()).isCloseTo(truth, within(0.01 * truth));
        }
    }

    /** Five seconds of steady load, whose true mean power is returned. */
    private static double record(Path file) throws IOException {
        VirtualClock clock = new VirtualClock();
        GpuScript gpu = new GpuScript().counter(SensorScript.boxcar(100, 100)).instant(SensorScript.boxcar(100, 25));
        SimulatedNvml nvml = new SimulatedNvml("580.1", List.of(gpu), clock);
        nvml.start();
        nvml.boards().get(0).set(1);
        StringBuilder trace = new StringBuilder();
        SensorTrace.record(nvml.devices().value().orElseThrow().get(0), clock, 5, trace);
        Files.writeString(file, trace);
        return nvml.boards().get(0).trueJoules() / (clock.nanos() / 1e9);
    }

    @Test
    void aDamagedRecordingIsRefusedWithItsLine() throws IOException {
        Path file = Files.writeString(folder.resolve("trace.csv"), "0,total_energy,5\n1,total_energy\n");
        assertThatThrownBy(() -> ReplayedNvml.read(file, new VirtualClock()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("line 2");
    }
}
