package macjoule.bench.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import macjoule.bench.doctor.Tier.Status;
import macjoule.bench.engine.Engines;
import macjoule.bench.engine.cuda.HostLibraries;
import macjoule.bench.engine.cudnn.HostBindings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts laid out as files. */
class DoctorTest {
    private static final String VERSION =
            "NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.65.06  Sun Jul 27 07:00:00 UTC 2025\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    @Test
    void aBareMachineMeasuresTimeAndNamesWhatIsMissing() {
        assertThat(tiers())
                .extracting(Tier::name)
                .containsExactly("time", "energy", "counters", "gpu-engines", "clock-control");
        assertThat(tiers())
                .extracting(Tier::status)
                .containsExactly(Status.AVAILABLE, Status.ABSENT, Status.ABSENT, Status.ABSENT, Status.ABSENT);
        assertThat(tiers().subList(1, 5))
                .allSatisfy(tier -> assertThat(tier.remedy()).isNotBlank());
    }

    @Test
    void aBusyHostWithASavingClockIsLimited() throws IOException {
        put("proc/loadavg", "3.52 1.0 0.5 2/300 4711\n");
        put("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n");
        assertThat(tier("time").status()).isEqualTo(Status.LIMITED);
        assertThat(tier("time").reason()).contains("3.52 of 4 cores").contains("powersave");
        assertThat(tier("time").remedy()).contains("cpupower");
    }

    @Test
    void withoutAnyEngineTimeIsBlocked() {
        Tier time = TimeTier.of(files(), List.of(Engines.find("fake").orElseThrow()), 4);
        assertThat(time.status()).isEqualTo(Status.BLOCKED);
        assertThat(time.reason()).contains("fake: it is only for tests");
    }

    @Test
    void aCpuWithReadableCountersMeasuresEnergy() throws IOException {
        put("sys/class/powercap/intel-rapl:0/energy_uj", "1\n");
        put("sys/class/powercap/intel-rapl:1/energy_uj", "1\n");
        put("sys/class/powercap/intel-rapl:0:0/energy_uj", "1\n");
        assertThat(tier("energy")).isEqualTo(Tier.available("energy", "CPU by RAPL, 2 of 2 packages"));
    }

    @Test
    void aCardWithoutItsDriverIsBlocked() throws IOException {
        put("sys/bus/pci/devices/0000:01:00.0/vendor", "0x10de\n");
        put("sys/bus/pci/devices/0000:01:00.0/class", "0x030200\n");
        put("sys/bus/pci/devices/0000:02:00.0/vendor", "0x8086\n");
        assertThat(tier("gpu-engines").status()).isEqualTo(Status.BLOCKED);
        assertThat(tier("gpu-engines").reason()).startsWith("1 NVIDIA GPU").contains("no driver");
    }

    @Test
    void aContainerStartedWithoutItsGpusIsToldHow() throws IOException {
        put("proc/driver/nvidia/version", VERSION);
        put(".dockerenv", "");
        assertThat(tier("energy").remedy()).contains("--gpus all");
    }

    @Test
    void aLibraryOfAnotherDriverVersionIsToldApart() throws IOException {
        installDriver();
        Path old = put("usr/lib/x86_64-linux-gnu/libnvidia-ml.so.575.57.08", "");
        Files.delete(root.resolve("usr/lib/x86_64-linux-gnu/libnvidia-ml.so.1"));
        Files.createSymbolicLink(root.resolve("usr/lib/x86_64-linux-gnu/libnvidia-ml.so.1"), old.getFileName());
        assertThat(tier("energy").status()).isEqualTo(Status.BLOCKED);
        assertThat(tier("energy").reason()).contains("575.57.08").contains("580.65.06");
        assertThat(tier("gpu-engines").status()).isEqualTo(Status.LIMITED);
    }

    @Test
    void aGpuHostForAnyUserKeepsCountersAndClocksFromThem() throws IOException {
        installDriver();
        put("proc/driver/nvidia/params", "EnableMSI: 1\nRmProfilingAdminOnly: 1\n");
        put("proc/self/status", "Uid:\t1000\t1000\t1000\t1000\nCapEff:\t0000000000000000\n");
        assertThat(tier("counters").remedy()).contains("Nsight Compute");
        put("opt/nvidia/nsight-compute/2025.1.0/ncu", "");
        assertThat(tier("counters").remedy()).contains("NVreg_RestrictProfilingToAdminUsers=0");
        assertThat(tier("clock-control").status()).isEqualTo(Status.BLOCKED);
        assertThat(tier("energy")).isEqualTo(Tier.available("energy", "GPU by NVML"));
        assertThat(tier("gpu-engines").reason()).contains("libcudnn.so.9");
    }

    @Test
    void anAdministratorMayEverything() throws IOException {
        installDriver();
        put("proc/driver/nvidia/params", "RmProfilingAdminOnly: 1\n");
        // Bit 21 of the capabilities is SYS_ADMIN (capabilities(7)).
        put("proc/self/status", "Uid:\t1000\t1000\t1000\t1000\nCapEff:\t0000000000200000\n");
        put("opt/tools/ncu", "");
        put("etc/ld.so.conf.d/cuda.conf", "# toolkit\n/opt/cuda/lib64\n");
        new HostBindings(HostLibraries.of(root, Map.of())).needed().keySet().forEach(this::putLibrary);
        assertThat(tiers()).extracting(Tier::status).containsOnly(Status.AVAILABLE);
        assertThat(tier("gpu-engines").reason()).contains("/opt/cuda/lib64");
    }

    /** A library that the bindings were not made for is as good as none. */
    @Test
    void aToolkitOfAnotherVersionIsNotEnough() throws IOException {
        installDriver();
        put("etc/ld.so.conf.d/cuda.conf", "/opt/cuda/lib64\n");
        new HostBindings(HostLibraries.of(root, Map.of()))
                .needed().keySet().stream()
                        .filter(name -> !name.startsWith("libcublas.so."))
                        .forEach(this::putLibrary);
        putLibrary("libcublas.so.11");
        assertThat(tier("gpu-engines").status()).isEqualTo(Status.LIMITED);
        assertThat(tier("gpu-engines").reason())
                .containsPattern("there is no libcublas\\.so\\.1[23] in any")
                .endsWith("/opt/cuda/lib64/libcublas.so.11 is of another version");
    }

    private void putLibrary(String name) {
        try {
            put("opt/cuda/lib64/" + name, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void installDriver() throws IOException {
        put("proc/driver/nvidia/version", VERSION);
        put("dev/nvidiactl", "");
        for (String name : List.of("libnvidia-ml.so", "libcuda.so")) {
            Path library = put("usr/lib/x86_64-linux-gnu/" + name + ".580.65.06", "");
            Files.createSymbolicLink(root.resolve("usr/lib/x86_64-linux-gnu/" + name + ".1"), library.getFileName());
        }
    }

    private Path put(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private HostFiles files() {
        return new HostFiles(root, Map.of("PATH", "/usr/bin:/opt/tools"));
    }

    private List<Tier> tiers() {
        return new Doctor(
                        root,
                        Map.of("PATH", "/usr/bin:/opt/tools"),
                        List.of(Engines.find("reference").orElseThrow()),
                        4)
                .tiers();
    }

    private Tier tier(String name) {
        return tiers().stream()
                .filter(tier -> tier.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
