package macjoule.calibration.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import macjoule.model.BadInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasurementLogTest {
    /** As version 0.1.0 wrote it before it read sensors. */
    private static final String BEFORE_SENSORS = """
            {"key":"delta/alex_conv2/n1","engine":"nd4j","fork":1,"window":1,"windows":1,"reason":null,\
            "seconds":0.302542125,"operations":67,"allOperations":67,"joules":null,\
            "joulesReason":"this version reads no energy sensor","clockHz":null,\
            "clockHzReason":"this version reads no energy sensor","throttleReasons":null}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Path file;

    @BeforeEach
    void writeTwoForks() {
        file = directory.resolve(MeasurementLog.FILE);
        try (MeasurementLog log = new MeasurementLog(directory)) {
            log.append(Records.fork(Records.LAYER, 1, 0.5, 0.6));
            log.append(Records.fork(Records.GEMM, 1, 0.1, 0.1));
        }
    }

    @Test
    void readsBackWhatWasWritten() {
        MeasurementLog.Content content = MeasurementLog.read(directory);
        assertThat(content.measurements()).hasSize(4).startsWith(Records.window(Records.LAYER, 1, 1, 0.5, null));
        assertThat(content.torn()).isEmpty();
    }

    @Test
    void unknownValuesAreNullWithTheirReasonInTheFile() {
        assertThat(file)
                .content()
                .contains("\"joules\":null,\"joulesReason\":\"no sensor\"")
                .doesNotContain("isFailure")
                .hasLineCount(4);
    }

    /** However many bytes reach the disk before the power fails, whole forks are kept and no part of one is read as one. */
    @Test
    void aFileCutAnywhereLosesOnlyTheForkThatWasBeingWritten() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        long firstFork =
                Files.readString(file).indexOf("\n", Files.readString(file).indexOf("\n") + 1) + 1L;
        for (int length = 0; length <= whole.length; length += 7) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            int forks = MeasurementLog.read(directory).measurements().size() / 2;
            assertThat(forks).as("after %d bytes", length).isEqualTo(length < firstFork ? 0 : 1);
        }
    }

    @Test
    void aLineWithoutItsLineFeedIsNoRecordEvenIfItLooksWhole() throws IOException {
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 1));
        MeasurementLog.Content content = MeasurementLog.read(directory);
        assertThat(content.measurements()).hasSize(2);
        assertThat(content.torn()).get().asString().contains(file.toString());
    }

    @Test
    void goingOnCutsOffTheTornEndAndForgetsThatFork() throws IOException {
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 20));
        try (MeasurementLog log = new MeasurementLog(directory)) {
            assertThat(log.isDone(Records.LAYER, 1)).isTrue();
            assertThat(log.isDone(Records.GEMM, 1)).isFalse();
            log.append(Records.fork(Records.GEMM, 1, 0.1, 0.1));
        }
        assertThat(file).hasContent(text);
    }

    @Test
    void aFailedForkIsKeptButNotDone() {
        try (MeasurementLog log = new MeasurementLog(directory)) {
            log.append(List.of(Measurement.failed(Records.COPY, 1, "out of memory")));
            assertThat(log.isDone(Records.COPY, 1)).isFalse();
        }
        assertThat(MeasurementLog.read(directory).measurements())
                .last()
                .extracting(Measurement::reason, Measurement::joules)
                .containsExactly("out of memory", null);
    }

    @Test
    void aBrokenLineInTheMiddleIsNamedByFileAndLine() throws IOException {
        Files.writeString(file, Files.readString(file).replaceFirst("\"seconds\":0.6", "\"seconds\":-1"));
        assertThatThrownBy(() -> MeasurementLog.read(directory))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(file + ", line 2")
                .hasMessageContaining("-1");
    }

    /** Null lines, and figures that no logarithm can be taken of. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "",
                "{\"key\":\"a/n1\",\"engine\":\"nd4j\",\"fork\":1,\"window\":1,\"windows\":1,\"seconds\":1,"
                        + "\"operations\":1,\"allOperations\":1,\"joules\":0}",
                "{\"key\":\"a/n1\",\"engine\":\"nd4j\",\"fork\":1,\"window\":1,\"windows\":1,\"seconds\":1,"
                        + "\"operations\":1,\"allOperations\":1,\"joules\":-2}",
                "{\"key\":\"a/n1\",\"engine\":\"nd4j\",\"fork\":1,\"window\":1,\"windows\":1,\"seconds\":1,"
                        + "\"operations\":1,\"allOperations\":0,\"joules\":2}",
                "{\"key\":\"a/n1\",\"engine\":\"nd4j\",\"fork\":1,\"window\":1,\"windows\":1,\"seconds\":-1,"
                        + "\"operations\":1,\"allOperations\":1,\"joules\":2}"
            })
    void aLineThatIsNoMeasurementIsNamed(String line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> MeasurementLog.read(directory))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(": " + file + ", line 5: ");
    }

    @Test
    void whatALaterVersionAddsIsPassedOver() throws IOException {
        Files.writeString(file, Files.readString(file).replaceAll("\\{\"key\"", "{\"humidity\":0.4,\"key\""));
        assertThat(MeasurementLog.read(directory).measurements()).hasSize(4);
    }

    @Test
    void aLineOfBeforeSensorsWereRecordedHasNone() throws IOException {
        Files.writeString(file, BEFORE_SENSORS);
        Measurement old = MeasurementLog.read(directory).measurements().get(0);
        assertThat(old.seconds()).isEqualTo(0.302542125);
        assertThat(old.joulesReason()).isEqualTo("this version reads no energy sensor");
        assertThat(old.sensor()).isNull();
    }

    @Test
    void whatIsAlwaysThereMayNotBeMissing() throws IOException {
        Files.writeString(file, BEFORE_SENSORS.replace("\"operations\":67,", ""));
        assertThatThrownBy(() -> MeasurementLog.read(directory))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("there is no 'operations'")
                .hasMessageContaining(file + ", line 1");
    }

    @Test
    void onlyOneMayWrite() {
        try (MeasurementLog log = new MeasurementLog(directory)) {
            assertThat(log.isDone(Records.LAYER, 1)).isTrue();
            assertThatThrownBy(() -> new MeasurementLog(directory))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("another process is writing");
        }
    }
}
