package macjoule.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTest {
    @Test
    void readsWhatLinuxTells(@TempDir Path folder) throws IOException {
        Path cpu = Files.writeString(folder.resolve("cpu"), "processor\t: 0\nmodel name\t: Intel(R) Xeon(R) 8481C\n");
        Path memory = Files.writeString(folder.resolve("mem"), "MemTotal:       24689764 kB\nMemFree: 1 kB\n");
        Path nvidia = Files.writeString(
                folder.resolve("nvidia"),
                "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.65.06  Release Build\nGCC version: 12\n");
        Host host = Host.detect(cpu, memory, nvidia);
        assertThat(host.cpu()).isEqualTo("Intel(R) Xeon(R) 8481C");
        assertThat(host.memoryBytes()).isEqualTo(24_689_764L * 1024);
        assertThat(host.nvidiaDriver()).isEqualTo("580.65.06");
    }

    @Test
    void whatTheHostDoesNotTellIsNull(@TempDir Path folder) {
        Path absent = folder.resolve("absent");
        Host host = Host.detect(absent, absent, absent);
        assertThat(host.cpu()).isNull();
        assertThat(host.memoryBytes()).isNull();
        assertThat(host.nvidiaDriver()).isNull();
        assertThat(host.logicalCores()).isPositive();
    }
}
