package macjoule.bench.energy.rapl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.Scope;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.fake.VirtualClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaplTest {
    private static final long RANGE = 262_143_328_850L;

    @TempDir
    private Path sysfs;

    private final VirtualClock clock = new VirtualClock();

    @BeforeEach
    void twoPackages() throws IOException {
        zone("intel-rapl:0", "package-0", 1_000_000);
        zone("intel-rapl:0:0", "core", 500_000);
        zone("intel-rapl:0:1", "dram", 2_000_000);
        zone("intel-rapl:1", "package-1", RANGE - 1_000_000);
        zone("intel-rapl:2", "psys", 7_000_000);
        zone("intel-rapl-mmio:0", "package-0", 1_000_000);
    }

    @Test
    void sumsPackagesAndMemoryOnce() throws IOException {
        Rapl rapl = Rapl.open(sysfs, clock);
        rapl.begin();
        clock.pause(2_000_000_000);
        count("intel-rapl:0", 41_000_000);
        count("intel-rapl:0:0", 30_000_000);
        count("intel-rapl:0:1", 12_000_000);
        count("intel-rapl:2", 99_000_000);
        Energy.Measured measured = (Energy.Measured) rapl.end();
        assertThat(measured.joules()).isCloseTo(50, within(1e-9));
        assertThat(measured.watts()).isCloseTo(25, within(1e-9));
        assertThat(measured.source()).isEqualTo(Source.RAPL);
        assertThat(measured.scope()).isEqualTo(Scope.CPU);
    }

    /** Updates a millisecond apart leave 2 x 1 ms / 2 s / sqrt 3 open at the edges, and its studies 5 % / sqrt 3 at best; twice each. */
    @Test
    void theEdgesOfAWindowAreNeverKnownExactly() throws IOException {
        Rapl rapl = Rapl.open(sysfs, clock);
        rapl.begin();
        clock.pause(2_000_000_000);
        count("intel-rapl:0", 41_000_000);
        Energy.Measured measured = (Energy.Measured) rapl.end();
        assertThat(measured.uncertainty().comparison()).isCloseTo(0.0011547, within(1e-7));
        assertThat(measured.uncertainty().absolute()).isCloseTo(0.0577466, within(1e-7));
    }

    @Test
    void aWindowThatDidNotBeginHasNothingOfTheOneBefore() throws IOException {
        Rapl rapl = Rapl.open(sysfs, clock);
        rapl.begin();
        clock.pause(1_000_000_000);
        count("intel-rapl:0", 41_000_000);
        assertThat(rapl.end()).isInstanceOf(Energy.Measured.class);
        Files.writeString(sysfs.resolve("intel-rapl:0").resolve("energy_uj"), "");
        assertThatThrownBy(rapl::begin).isInstanceOf(IOException.class).hasMessageContaining("holds no number");
        count("intel-rapl:0", 61_000_000);
        rapl.poll();
        clock.pause(1_000_000_000);
        assertThat(rapl.end())
                .isInstanceOfSatisfying(
                        Energy.Invalid.class,
                        invalid -> assertThat(invalid.reason()).contains("when the window began"));
        // Nor does one that nobody began.
        assertThat(rapl.end()).isInstanceOf(Energy.Invalid.class);
        rapl.begin();
        clock.pause(1_000_000_000);
        count("intel-rapl:0", 64_000_000);
        assertThat(((Energy.Measured) rapl.end()).joules()).isCloseTo(3, within(1e-9));
    }

    @Test
    void aCounterThatTellsNoNumberFailsAsOneThatCannotBeRead() throws IOException {
        Rapl rapl = Rapl.open(sysfs, clock);
        rapl.begin();
        Files.writeString(sysfs.resolve("intel-rapl:0").resolve("energy_uj"), "?");
        assertThatThrownBy(rapl::poll).isInstanceOf(IOException.class);
        assertThat(rapl.end())
                .isInstanceOfSatisfying(
                        Energy.Invalid.class,
                        invalid -> assertThat(invalid.reason()).contains("stopped answering"));
    }

    @Test
    void aCounterThatWrappedGoesOn() throws IOException {
        Rapl rapl = Rapl.open(sysfs, clock);
        rapl.begin();
        clock.pause(1_000_000_000);
        count("intel-rapl:1", 3_000_000);
        assertThat(((Energy.Measured) rapl.end()).joules()).isCloseTo(4, within(1e-9));
    }

    @Test
    void pollsCatchEveryWrap() throws IOException {
        Rapl rapl = Rapl.open(sysfs, clock);
        rapl.begin();
        clock.pause(1_000_000_000);
        for (long counter : new long[] {RANGE / 2, 0, RANGE / 2, 0}) {
            count("intel-rapl:1", counter);
            rapl.poll();
        }
        assertThat(((Energy.Measured) rapl.end()).joules()).isCloseTo((RANGE + 1_000_000 + RANGE) / 1e6, within(1e-6));
    }

    @Test
    void countersThatStandStillAreNoZero() throws IOException {
        Rapl rapl = Rapl.open(sysfs, clock);
        rapl.begin();
        clock.pause(1_000_000);
        assertThat(rapl.end()).isInstanceOf(Energy.Invalid.class);
    }

    @Test
    void aWrapThatMayHaveBeenMissedIsNoFigure() throws IOException {
        Rapl rapl = Rapl.open(sysfs, clock);
        rapl.begin();
        clock.pause(301_000_000_000L);
        count("intel-rapl:0", 41_000_000);
        assertThat(rapl.end()).isInstanceOf(Energy.Invalid.class);
    }

    @Test
    void noZonesAreAReason(@TempDir Path empty) {
        Energy.Unavailable absence = Rapl.open(empty.resolve("none"), clock).absence();
        assertThat(Objects.requireNonNull(absence).reason()).contains("no RAPL zones");
    }

    @Test
    void aLackOfPermissionComesWithItsRemedy() {
        Energy.Unavailable absence =
                Rapl.open(sysfs, clock, RaplTest::refuseEnergy).absence();
        assertThat(Objects.requireNonNull(absence).reason()).contains("no permission", "udev");
    }

    /** As the kernel does for all but root. */
    private static String refuseEnergy(Path file) throws IOException {
        if (file.endsWith("energy_uj")) {
            throw new AccessDeniedException(file.toString());
        }
        return Files.readString(file);
    }

    private void zone(String folder, String name, long microjoules) throws IOException {
        Path zone = Files.createDirectory(sysfs.resolve(folder));
        Files.writeString(zone.resolve("name"), name + "\n");
        Files.writeString(zone.resolve("max_energy_range_uj"), RANGE + "\n");
        count(folder, microjoules);
    }

    private void count(String folder, long microjoules) throws IOException {
        Files.writeString(sysfs.resolve(folder).resolve("energy_uj"), microjoules + "\n");
    }
}
