package macjoule.bench.counters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import macjoule.model.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as versions of Nsight Compute from 2020 to 2025 print them. */
class NcuCsvTest {
    static String sample(String name) {
        try (InputStream in = NcuCsvTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<KernelLaunch> parse(String name) {
        return NcuCsv.parse(sample(name), name);
    }

    @Test
    void theLongLayoutHasARowForEachMetric() {
        KernelLaunch launch = parse("long.txt").get(0);
        assertThat(launch.kernel()).isEqualTo("saxpy");
        assertThat(launch.computeCapability()).isEqualTo(12.1);
        assertThat(launch.get(Metric.TIME)).isEqualTo(211.94e-6, within(1e-15));
        assertThat(launch.get(Metric.L2_READS)).isEqualTo(1205.0 * 32);
        assertThat(launch.has(Metric.DRAM_READ_BYTES)).isFalse();
    }

    @Test
    void theWideLayoutHasARowOfUnits() {
        KernelLaunch launch = parse("wide.txt").get(0);
        assertThat(launch.get(Metric.DRAM_READ_BYTES)).isEqualTo(2e9);
        assertThat(launch.get(Metric.TIME)).isEqualTo(2e-3, within(1e-15));
    }

    /** As DRAM counters are on a GPU without memory of its own, and what a kernel's launch does not tell. */
    @ParameterizedTest
    @ValueSource(strings = {"n/a", "(!) n/a", "nan", ""})
    void whatAGpuDoesNotCountIsNotZeroInTheWideLayout(String absent) {
        String text = sample("wide.txt").replace("\"2,000,000,000\"", "\"" + absent + "\"");
        KernelLaunch launch = NcuCsv.parse(text, "wide").get(0);
        assertThat(launch.has(Metric.DRAM_READ_BYTES)).isFalse();
        assertThat(launch.get(Metric.TIME)).isEqualTo(2e-3, within(1e-15));
        assertThat(Traffic.of(launch).dramBytes()).isNull();
    }

    @Test
    void oldVersionsHaveFewerColumnsAndFollowTheLocale() {
        KernelLaunch launch = parse("old-long.txt").get(0);
        assertThat(launch.computeCapability()).isNull();
        assertThat(launch.get(Metric.DRAM_READ_BYTES)).isEqualTo(9.5e6);
        assertThat(launch.get(Metric.TIME)).isEqualTo(1205.25e-6, within(1e-12));
    }

    @Test
    void rowsOfRulesAndOfSectionsAddNothing() {
        List<KernelLaunch> launches = parse("rules.txt");
        assertThat(launches).hasSize(1);
        assertThat(launches.get(0).values()).hasSize(1).containsEntry(Metric.TIME, 3.5e-6);
    }

    @Test
    void severalRunsInOneFileAreReadOneAfterTheOther() {
        List<KernelLaunch> launches = NcuCsv.parse(sample("wide.txt") + "#CASE next\n" + sample("long.txt"), "both");
        assertThat(launches).extracting(KernelLaunch::kernel).containsExactly("ampere_fp16_gemm", "saxpy");
    }

    @Test
    void aFileThatLostItsQuotesIsRead() {
        String text = "ID,Kernel Name,CC,gpu__time_duration.sum\n,,,ms\n0,k,7.0,1.5\nsome output\n1,k,7.0,(!) n/a\n";
        List<KernelLaunch> launches = NcuCsv.parse(text, "file");
        assertThat(launches).hasSize(2);
        assertThat(launches.get(0).get(Metric.TIME)).isEqualTo(1.5e-3);
        assertThat(launches.get(1).has(Metric.TIME)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing here|no table of Nsight Compute",
                "ID,Kernel Name,CC\\n,,\\n0,k,7.0|none of the metrics",
                "ID,Name,gpu__time_duration.sum\\n,,ms|no columns 'ID' and 'Kernel Name'",
                "ID,Kernel Name,gpu__time_duration.sum\\n0,k,1.5|no row of units",
                "ID,Kernel Name,gpu__time_duration.sum\\n,,ms|no kernel was profiled",
                "ID,Kernel Name,gpu__time_duration.sum\\n,,ms\\n0,k,fast|'fast' for gpu__time_duration.sum: file, line 3",
                "ID,Kernel Name,gpu__time_duration.sum\\n,,ms\\n0,k,-1|'-1' for gpu__time_duration.sum",
                "ID,Kernel Name,gpu__time_duration.sum\\n,,hour\\n0,k,1|unit 'hour' for gpu__time_duration.sum",
                "ID,Kernel Name,gpu__time_duration.sum\\n,,ms\\n0,k|2 fields under 3 columns",
                "ID,Kernel Name,Metric Name\\n0,k,gpu__time_duration.sum|without the columns",
                "\"ID\",\"Kernel Name\",\"gpu__time_duration.sum\"\\n\"\",\"\",\"ms\"\\n\"0\",\"k|never closed",
            })
    void badInputIsOneClearLine(String text, String complaint) {
        assertThatThrownBy(() -> NcuCsv.parse(text.replace("\\n", "\n"), "file"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(complaint)
                .hasMessageContaining("file")
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "BYTE, byte, 1",
        "BYTE, Kbyte, 1e3",
        "BYTE, Mbyte, 1e6",
        "BYTE, GB, 1e9",
        "SECTOR, sector, 32",
        "SECTOR, Ksector, 32e3",
        "SECTOR, '', 32",
        "SECOND, ns, 1e-9",
        "SECOND, nsecond, 1e-9",
        "SECOND, usecond, 1e-6",
        "SECOND, us, 1e-6",
        "SECOND, ms, 1e-3",
        "SECOND, msecond, 1e-3",
        "SECOND, s, 1",
        "SECOND, second, 1",
        "HERTZ, hz, 1",
        "HERTZ, Ghz, 1e9",
        "HERTZ, Mhz, 1e6",
        "HERTZ, cycle/nsecond, 1e9",
        "HERTZ, cycle/usecond, 1e6",
        "HERTZ, cycle/second, 1"
    })
    void unitsOfAllVersionsAreKnown(MetricUnit unit, String spelling, double factor) {
        assertThat(unit.factor(spelling))
                .hasValueSatisfying(value -> assertThat(value).isEqualTo(factor, within(factor * 1e-12)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,205|1,205.00|1205",
                "1,234,567|1|1234567",
                "9,00|1|9",
                "1.205,5|1|1205.5",
                "1.234.567|1|1234567",
                "1.205|9,00|1205",
                "1 205,00|1|1205",
                "1'205.5|1|1205.5",
                "1e6|1|1000000"
            })
    void numbersFollowTheLocaleOfTheirFile(String text, String other, double value) {
        assertThat(NumberStyle.of(List.of(text, other)).parse(text)).contains(value);
    }
}
