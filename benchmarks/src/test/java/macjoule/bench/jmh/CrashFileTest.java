package macjoule.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class CrashFileTest {
    @Test
    void liesInTheFolderWhateverThatIsCalled() {
        assertThat(CrashFile.flagFor(Path.of("/runs/a"))).isEqualTo("-XX:ErrorFile=/runs/a/hs_err_pid%p.log");
        assertThat(CrashFile.flagFor(Path.of("/runs/50%p/../90%")))
                .isEqualTo("-XX:ErrorFile=/runs/90%%/hs_err_pid%p.log");
    }
}
