package macjoule.calibration.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that tells what computed each layer. */
class KernelLogTest {
    private static final KernelUse FIRST = new KernelUse("zoo/x/n1", "jcuda", 1, "conv1", "conv_f32_128x64x4");
    private static final KernelUse SECOND =
            new KernelUse("zoo/x/n1", "jcuda", 2, "conv1", "conv_f32_64x64x8, sums in 3 parts");

    @TempDir
    private Path folder;

    @Test
    void keepsForkAfterForkAndCutsOffWhatWasTorn() throws Exception {
        assertThat(KernelLog.read(folder)).isEmpty();
        KernelLog.append(folder, List.of(FIRST));
        Files.writeString(folder.resolve(KernelLog.FILE), "{\"key\":\"zoo", StandardOpenOption.APPEND);
        KernelLog.append(folder, List.of(SECOND));
        assertThat(KernelLog.read(folder)).containsExactly(FIRST, SECOND);
        assertThat(SECOND.unit()).isEqualTo(new Unit("zoo/x/n1", "jcuda"));
    }
}
