package macjoule.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class QuietJavaTest {
    /** JDK 17 and 21 would refuse to start with a flag they do not know. */
    @Test
    void onlyJavasThatWarnGetFlags() {
        assertThat(QuietJava.flags(17)).isEmpty();
        assertThat(QuietJava.flags(21)).isEmpty();
        assertThat(QuietJava.flags(25)).anyMatch(flag -> flag.startsWith("--enable-native-access"));
    }

    @Test
    void theJavaThatRunsThisTakesItsFlags() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QuietJava.flags());
        command.add("-version");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
