package macjoule.calibration.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import macjoule.calibration.csv.CsvTable;
import macjoule.calibration.record.CounterRecord.Status;
import macjoule.calibration.report.Origin;
import macjoule.model.BadInputException;
import macjoule.model.delta.Tile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountersFileTest {
    private static final String HEADER =
            "case,engine,kernel,algorithm,precision,layout,tileM,tileN,tileK,l1Bytes,l2Bytes,dramBytes,"
                    + "dramWriteBytes,timeSeconds,smClockHz,cacheControl,clockControl,tool,source,status,reason";
    private static final String LINE =
            "delta/alex_conv2/n32,cuda,volta_scudnn_128x64_relu_interior_nn_v1,implicit-gemm,"
                    + "fp32,nchw,128,64,,1.5e9,600000000,90000000,23887872,0.00125,1380000000,all,base,ncu 2025.3,measured,ok,";

    @TempDir
    private Path directory;

    @Test
    void readsWhatItWrites() throws IOException {
        CounterRecord measured = parse(LINE);
        CounterRecord absent = CounterRecord.without(
                new Unit("delta/alex_conv3/n32", "cuda"), Status.UNAVAILABLE, "ncu", Origin.MEASURED, "no permission");
        CountersFile.write(directory, List.of(measured, absent));
        assertThat(CountersFile.read(directory)).containsExactly(measured, absent);
        assertThat(Files.readString(directory.resolve("counters.csv")))
                .startsWith(HEADER)
                .contains(",1500000000,600000000,")
                .contains("delta/alex_conv3/n32,cuda,,,fp32,nchw,,,,,,,,,,,,ncu,measured,unavailable,no permission");
    }

    @Test
    void keepsHowAKernelWasLaunched() {
        CounterRecord launched = parse(LINE).withLaunch(new LaunchCounts(96, 5, 1568L, 2.375));
        CountersFile.write(directory, List.of(launched));
        assertThat(CountersFile.read(directory)).containsExactly(launched);
        assertThat(directory.resolve("counters.csv"))
                .content()
                .startsWith(HEADER + ",registersPerThread,ctasPerSm,ctas,wavesPerSm\r\n")
                .endsWith(",ok,,96,5,1568,2.375\r\n");
        assertThat(parse(LINE).launch()).isEqualTo(LaunchCounts.UNKNOWN);
    }

    /** On 132 SMs 1568 blocks fill 2.3758 waves of 5. */
    @Test
    void wavesTellHowManyBlocksAnSmHasRoomFor() {
        assertThat(new LaunchCounts(null, null, 1568L, 2.3758).ctasPerSm(132)).hasValue(5);
        assertThat(new LaunchCounts(null, 4, 1568L, 2.3758).ctasPerSm(132)).hasValue(4);
        assertThat(new LaunchCounts(96, null, null, 2.3758).ctasPerSm(132)).isEmpty();
        assertThat(LaunchCounts.UNKNOWN.ctasPerSm(132)).isEmpty();
    }

    @Test
    void knowsTheDepthOfTheTilesOfThePaperAlone() {
        assertThat(parse(LINE).tile()).contains(Tile.T128X64);
        assertThat(parse(LINE.replace("128,64,,", "128,64,16,")).tile()).contains(Tile.of(128, 64, 16));
        assertThat(parse(LINE.replace("128,64,,", "256,64,,")).tile()).isEmpty();
        assertThat(parse(LINE.replace("128,64,,", ",,,")).tile()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1.5e9,600000000;  ,600000000; a number is missing without a reason: delta/alex_conv2/n32",
                "1.5e9;            -1;         -1 is below 0: c.csv, line 2, column 10 (l1Bytes)",
                "128,64,;          12.5,64,;   12.5 is no size of a tile: c.csv, line 2, column 7 (tileM)",
                "measured,ok;      guessed,ok; unknown guessed: c.csv, line 2, column 19 (source)",
                "measured,ok;      measured,x; unknown x: c.csv, line 2, column 20 (status)"
            })
    void saysWhatIsWrongAndWhere(String text, String replacement, String complaint) {
        assertThatThrownBy(() -> parse(LINE.replace(text, replacement)))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(complaint);
    }

    @Test
    void refusesAKernelGivenTwice() {
        assertThatThrownBy(() -> parse(LINE + "\n" + LINE))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("occurs twice: c.csv, line 3");
    }

    private static CounterRecord parse(String lines) {
        return CountersFile.parse(CsvTable.parse(HEADER + "\n" + lines, "c.csv"))
                .get(0);
    }
}
