package macjoule.calibration.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import macjoule.calibration.report.BarChart.BarSeries;
import macjoule.calibration.report.RooflineChart.Ceiling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportDocumentTest {
    private static final Axis PLAIN = Axis.linear("value");
    private static final Axis LOG = Axis.log("value");

    @Test
    void twoSectionsOfOneNameAreRefused() {
        Section section = new Section("same", "Same", Origin.COMPUTED, "Twice.", new Text(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReportDocument("title", List.of(), List.of(section, section)))
                .withMessageContaining("same");
    }

    @ParameterizedTest
    @CsvSource({"../etc", "Upper", "a b", "a.b", "-", "''"})
    void onlyIdsThatCanNameFilesAreTaken(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Section(id, "Heading", Origin.COMPUTED, "Sentence.", new Text(List.of())));
    }

    @Test
    void whatIsNotKnownNeedsAReasonAndIsNeverANumber() {
        assertThat(Amount.unavailable("no sensor").value()).isNull();
        assertThat(Fact.unavailable("GPU", "no driver").text()).isEqualTo("unavailable: no driver");
        assertThatIllegalArgumentException().isThrownBy(() -> Amount.unavailable(""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Amount(1.0, null, null, "but why"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Fact("GPU", null, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Unavailable(" "));
    }

    @Test
    void intervalsHaveTwoEndsInOrder() {
        assertThatIllegalArgumentException().isThrownBy(() -> Amount.of(2, 3, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Amount.of(2, Double.NaN, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> new Amount(2.0, 1.0, null, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Amount(null, 1.0, 2.0, "none"));
    }

    @Test
    void pointsWithoutAPlaceAreRefused() {
        List<Series> zero = List.of(new Series("s", List.of(Point.of(0, 1))));
        assertThat(new LineChart(PLAIN, PLAIN, zero).series()).isEqualTo(zero);
        assertThatIllegalArgumentException().isThrownBy(() -> new LineChart(LOG, PLAIN, zero));
        List<Series> unknown = List.of(new Series("s", List.of(Point.of(1, Double.NaN))));
        assertThatIllegalArgumentException().isThrownBy(() -> new ScatterChart(PLAIN, PLAIN, unknown));
    }

    @Test
    void ratiosAreDrawnOnLogarithmicAxesOnly() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ScatterChart(PLAIN, PLAIN, List.of(), List.of(0.1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new ScatterChart(LOG, LOG, List.of(), List.of(1.5)));
    }

    @Test
    void aBarChartNeedsABarForEachCategory() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new BarChart(PLAIN, List.of("a", "b"), List.of(new BarSeries("s", List.of(Amount.of(1))))));
    }

    @Test
    void aRoofIsSlopedUpToItsRidgeAndFlatBeyond() {
        // The Quadro P4000 of the DI paper: 5.2 TFLOP/s over 243 GB/s.
        Ceiling roof = new Ceiling("P4000", 243e9, 5.2e12);
        assertThat(roof.ridge()).isEqualTo(5200.0 / 243);
        assertThat(roof.at(10)).isEqualTo(2.43e12);
        assertThat(roof.at(100)).isEqualTo(5.2e12);
    }

    @Test
    void chartsAreTablesToo() {
        BarChart bars = new BarChart(
                Axis.linear("MACs/J"),
                List.of("alexnet", "nin"),
                List.of(new BarSeries("P100", List.of(Amount.of(2, 1.5, 2.5), Amount.unavailable("out of memory")))));
        assertThat(bars.table().toCsv().lines())
                .containsExactly(
                        "category,series,value,low,high,reason",
                        "alexnet,P100,2.0,1.5,2.5,",
                        "nin,P100,,,,out of memory");
        assertThat(bars.table().toText()).contains("unavailable: out of memory");
        LineChart lines = new LineChart(PLAIN, PLAIN, List.of(new Series("r", List.of(new Point("p", 0.25, -1)))));
        assertThat(lines.table().toCsv()).isEqualTo("series,label,x,y\r\nr,p,0.25,-1.0\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "0.0123,0.01230",
        "0.25,0.2500",
        "-3.14159,-3.142",
        "75.94,75.94",
        "12345.6,'12,346'",
        "1.2e9,1.200e+09",
        "2e-6,2.000e-06"
    })
    void numbersAreShownWithFourSignificantDigits(double value, String shown) {
        assertThat(Format.significant(value)).isEqualTo(shown);
    }
}
