package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import macjoule.calibration.record.CounterRecord;
import macjoule.calibration.record.CountersFile;
import macjoule.calibration.report.Origin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of Nsight Compute and of other runs, brought into a run directory. */
class ImportCountersCommandTest {
    private static final String TEXT = """
            "ID","Kernel Name","CC","gpu__time_duration.sum","lts__t_sectors_srcunit_tex_op_read.sum"
            "","","","us","sector"
            "0","volta_scudnn_128x64_relu_small_nn_v1","7.0","250","1,000"
            "1","volta_scudnn_128x128_relu_small_nn_v1","7.0","500","2,000"
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = Files.writeString(folder.resolve("volta.csv"), TEXT);
    }

    @Test
    void aCaseForEachLaunch() throws IOException {
        CommandLineRun run = run("--case", "delta/alex_conv2/n1,delta/alex_conv3/n1", "--engine", "cudnn");
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode second = run.json().get("counters").get(1);
        assertThat(second.get("case").textValue()).isEqualTo("delta/alex_conv3/n1");
        assertThat(second.get("l2Bytes").doubleValue()).isEqualTo(64000);
        assertThat(second.get("dramBytes").isNull()).isTrue();
        assertThat(second.get("dramBytesReason").textValue()).isNotBlank();
        List<CounterRecord> records = CountersFile.read(folder);
        assertThat(records)
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.source()).isEqualTo(Origin.REPLAYED));
        assertThat(records.get(0).tileN()).isEqualTo(64);
        assertThat(records.get(0).cacheControl()).isNull();
    }

    @Test
    void importingAgainReplaces() {
        run("--case", "delta/alex_conv2/n1", "--engine", "cudnn", "--cache-control", "all");
        run("--case", "delta/alex_conv2/n1", "--engine", "cudnn", "--cache-control", "none");
        assertThat(CountersFile.read(folder))
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.cacheControl()).isEqualTo("none"));
    }

    @Test
    void countersOfAnotherRunAreTakenOver() throws IOException {
        run("--case", "delta/alex_conv2/n1", "--engine", "cudnn");
        Path other = Files.createDirectory(folder.resolve("other"));
        CommandLineRun run = CommandLineRun.of("import-counters", folder.toString(), "--into", other.toString());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(CountersFile.read(other)).isEqualTo(CountersFile.read(folder));
    }

    @Test
    void whatCannotBeImportedIsOneLine() {
        assertThat(run("--case", "delta/alex_conv2/n1").code()).isEqualTo(2);
        assertThat(run("--case", "delta/no/n1", "--engine", "cudnn").code()).isEqualTo(3);
        CommandLineRun three =
                run("--case", "delta/alex_conv2/n1,delta/alex_conv3/n1,delta/alex_conv4/n1", "--engine", "e");
        assertThat(three.code()).isEqualTo(3);
        assertThat(three.err()).contains("2 launches for 3 cases").hasLineCount(1);
        assertThat(CommandLineRun.of(
                                "import-counters",
                                "/no/file",
                                "--into",
                                folder.toString(),
                                "--case",
                                "delta/alex_conv2/n1",
                                "--engine",
                                "e")
                        .err())
                .contains("cannot be read")
                .hasLineCount(1);
    }

    private CommandLineRun run(String... options) {
        String[] all = new String[options.length + 6];
        List<String> fixed =
                List.of("import-counters", file.toString(), "--into", folder.toString(), "--format", "json");
        fixed.toArray(all);
        System.arraycopy(options, 0, all, fixed.size(), options.length);
        return CommandLineRun.of(all);
    }
}
