package macjoule.calibration.record;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class AppenderTest {
    /** Linux keeps a device that is always full. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void saysThatTheDiskIsFull() {
        try (Appender appender = new Appender(Path.of("/dev/full"), 0)) {
            assertThatThrownBy(() -> appender.append(List.of("line")))
                    .isInstanceOf(CannotRecordException.class)
                    .hasMessageContaining("No space left on device")
                    .hasMessageEndingWith("/dev/full");
        }
    }
}
