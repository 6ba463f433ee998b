package macjoule.bench.energy.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import macjoule.bench.energy.fake.FaultScript;
import macjoule.bench.energy.fake.FaultScript.Kind;
import macjoule.bench.energy.fake.GpuScript;
import macjoule.bench.energy.fake.SimulatedNvml;
import macjoule.bench.energy.fake.VirtualClock;
import macjoule.bench.energy.nvml.ClockDomain;
import macjoule.bench.energy.nvml.ForwardingDevice;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.NvmlDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockLockTest {
    @TempDir
    private Path folder;

    @Test
    void aLockIsJournalledWhileItLasts() throws IOException {
        SimulatedNvml nvml = nvml(new GpuScript());
        ClockLock.Attempt attempt = ClockLock.lock(device(nvml), ClockDomain.GPU, 1200, folder);
        assertThat(journals()).isEqualTo(1);
        assertThat(attempt.note()).contains("asked for 1200 MHz, now 1500 MHz");
        assertThat(attempt.megahertz()).isEqualTo(1200);
        assertThat(attempt.nowMegahertz()).isEqualTo(1500);
        Objects.requireNonNull(attempt.lock()).close();
        assertThat(journals()).isZero();
        assertThat(nvml.boards().get(0).clockCommands()).containsExactly("GPU 1200 1200", "GPU unlocked");
    }

    @Test
    void aClockThatTheGpuHasNotGivesWayToTheNearest() {
        SimulatedNvml nvml = nvml(new GpuScript());
        ClockLock.Attempt attempt = ClockLock.lock(device(nvml), ClockDomain.GPU, 1140, folder);
        assertThat(attempt.note()).contains("asked for 1140 MHz, the nearest it has is 1200 MHz");
        assertThat(nvml.boards().get(0).clockCommands()).containsExactly("GPU 1200 1200");
    }

    @Test
    void theJournalIsOnDiskBeforeTheClockIsTouched() {
        SimulatedNvml nvml = nvml(new GpuScript());
        int[] seen = {-1};
        NvmlDevice watching = new ForwardingDevice(device(nvml)) {
            @Override
            public NvmlCode lockClock(ClockDomain domain, int minimum, int maximum) {
                seen[0] = journals();
                return super.lockClock(domain, minimum, maximum);
            }
        };
        ClockLock.lock(watching, ClockDomain.MEMORY, 1000, folder);
        assertThat(seen[0]).isEqualTo(1);
    }

    @Test
    void theNextStartFreesWhatAKilledProcessLeft() {
        SimulatedNvml nvml = nvml(new GpuScript());
        ClockLock.lock(device(nvml), ClockDomain.GPU, 1200, folder);
        // The lock is dropped here, as by a kill.
        assertThat(ClockLock.restoreLeftOver(nvml, folder))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("freed the GPU clock");
        assertThat(nvml.boards().get(0).clockCommands()).containsExactly("GPU 1200 1200", "GPU unlocked");
        assertThat(ClockLock.restoreLeftOver(nvml, folder)).isEmpty();
    }

    @Test
    void withoutPermissionMeasuringGoesOnUnlocked() {
        SimulatedNvml nvml = nvml(new GpuScript().fault(FaultScript.from(0, Kind.REFUSE_CLOCKS, 4)));
        ClockLock.Attempt attempt = ClockLock.lock(device(nvml), ClockDomain.GPU, 1200, folder);
        assertThat(attempt.lock()).isNull();
        assertThat(attempt.megahertz()).isNull();
        assertThat(attempt.reason()).startsWith("no permission");
        assertThat(attempt.note()).contains("not locked", "no permission", "administrator");
        assertThat(journals()).isZero();
    }

    @Test
    void whatCannotBeFreedIsSaidAndKept() {
        ClockLock.lock(device(nvml(new GpuScript())), ClockDomain.GPU, 1200, folder);
        SimulatedNvml refusing = nvml(new GpuScript().fault(FaultScript.from(0, Kind.REFUSE_CLOCKS, 4)));
        assertThat(ClockLock.restoreLeftOver(refusing, folder))
                .first()
                .asString()
                .contains("still locked");
        assertThat(journals()).isEqualTo(1);
    }

    /** A machine that loses power or a process that is killed may leave any beginning of the line. */
    @Test
    void everyTornJournalIsClearedAway() throws IOException {
        ClockLock.lock(device(nvml(new GpuScript())), ClockDomain.MEMORY, 2000, folder);
        Path journal = onlyJournal();
        String line = Files.readString(journal);
        assertThat(line).endsWith(" MEMORY 2000\n");
        for (int length = 0; length <= line.length(); length++) {
            Files.writeString(journal, line.substring(0, length));
            SimulatedNvml nvml = nvml(new GpuScript());
            boolean toldTheDomain = line.substring(0, length).contains("MEMORY");
            assertThat(ClockLock.restoreLeftOver(nvml, folder)).hasSize(toldTheDomain ? 1 : 0);
            assertThat(nvml.boards().get(0).clockCommands()).hasSize(toldTheDomain ? 1 : 0);
            assertThat(journals()).as(line.substring(0, length)).isZero();
        }
        Files.write(journal, new byte[] {(byte) 0xff, 0, 0});
        assertThat(ClockLock.restoreLeftOver(nvml(new GpuScript()), folder)).isEmpty();
        assertThat(journals()).isZero();
    }

    /** The holder may be in the middle of writing it. */
    @Test
    void theJournalOfAGpuInUseIsLeftAlone() throws IOException {
        ClockLock.lock(device(nvml(new GpuScript())), ClockDomain.GPU, 1200, folder);
        String uuid = "GPU-00000000-0000-0000-0000-000000000000";
        Files.writeString(onlyJournal(), "GPU-0000");
        assertThat(ClockLock.restoreLeftOver(nvml(new GpuScript()), folder, uuid::equals))
                .isEmpty();
        assertThat(journals()).isEqualTo(1);
    }

    private Path onlyJournal() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    private int journals() {
        try (Stream<Path> files = Files.list(folder)) {
            return (int) files.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static SimulatedNvml nvml(GpuScript gpu) {
        SimulatedNvml nvml = new SimulatedNvml("580.1", List.of(gpu), new VirtualClock());
        nvml.start();
        return nvml;
    }

    private static NvmlDevice device(SimulatedNvml nvml) {
        return nvml.devices().value().orElseThrow().get(0);
    }
}
