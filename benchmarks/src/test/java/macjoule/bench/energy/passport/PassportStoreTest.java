package macjoule.bench.energy.passport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.core.Scope;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.passport.SensorPassport.CounterCoverage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassportStoreTest {
    private static final SensorKey KEY = new SensorKey("GPU-1", "Lab", "96", "580", 400.0, false, Scope.GPU);

    @TempDir
    private Path folder;

    @Test
    void whatIsSavedIsFound() {
        SensorPassport passport = passport(CounterCoverage.FULL, Coverage.PART, 0, 0, 0);
        store().save(passport);
        assertThat(store().find(KEY)).isEqualTo(new PassportStore.Found(passport, ""));
    }

    @Test
    void anotherDriverNeedsAnotherPassport() {
        store().save(passport(CounterCoverage.FULL, Coverage.PART, 0, 0, 0));
        PassportStore.Found found = store().find(new SensorKey("GPU-1", "Lab", "96", "590", 400.0, false, Scope.GPU));
        assertThat(found.passport()).isNull();
        assertThat(found.reason()).contains("changed");
    }

    @Test
    void aDamagedPassportIsNotUsed() throws IOException {
        store().save(passport(CounterCoverage.FULL, Coverage.PART, 0, 0, 0));
        Path file = folder.resolve("GPU-1.json");
        Files.writeString(file, Files.readString(file).replace("\"FULL\"", "\"PART\""));
        assertThat(store().find(KEY).passport()).isNull();
        Files.writeString(file, "{");
        assertThat(store().find(KEY).reason()).contains("damaged");
    }

    @Test
    void noPassportIsAReason() {
        assertThat(store().find(KEY).reason()).contains("not been characterised");
    }

    @ParameterizedTest
    @CsvSource({
        // counter coverage, instant coverage, codes of counter, instant and average: source, stratified, beside
        "FULL,    PART,    0, 0, 0, COUNTER, false,",
        "FULL,    PART,    3, 0, 0, INSTANT, true,",
        "UNKNOWN, FULL,    0, 0, 0, INSTANT, false,",
        "PART,    PART,    0, 0, 0, INSTANT, true,",
        "UNKNOWN, PART,    0, 0, 0, INSTANT, true, COUNTER",
        "UNKNOWN, PART,    3, 3, 0, AVERAGE, false,",
        "PART,    PART,    0, 3, 3, USAGE,   true,"
    })
    void theSourceFollowsFromThePassport(
            CounterCoverage counter,
            Coverage instant,
            int counterCode,
            int instantCode,
            int averageCode,
            Source source,
            boolean stratify,
            Source beside) {
        assertThat(SourceChoice.of(passport(counter, instant, counterCode, instantCode, averageCode)))
                .contains(new SourceChoice(source, stratify, beside));
    }

    @Test
    void withoutAnySourceThereIsNoChoice() {
        List<SourceTraits> none = new ArrayList<>();
        for (Source source : List.of(Source.COUNTER, Source.INSTANT, Source.AVERAGE, Source.USAGE)) {
            none.add(SourceTraits.absent(source, 3));
        }
        SensorPassport passport = new SensorPassport(
                KEY, none, CounterCoverage.UNKNOWN, null, null, null, Provenance.MEASURED, "full", null, null);
        assertThat(SourceChoice.of(passport)).isEqualTo(Optional.empty());
    }

    private PassportStore store() {
        return new PassportStore(folder);
    }

    private static SensorPassport passport(
            CounterCoverage counter, Coverage instant, int counterCode, int instantCode, int averageCode) {
        List<SourceTraits> traits = List.of(
                traits(Source.COUNTER, counterCode, Coverage.UNKNOWN),
                traits(Source.INSTANT, instantCode, instant),
                traits(Source.AVERAGE, averageCode, Coverage.AVERAGED),
                traits(Source.USAGE, 0, Coverage.PART));
        return new SensorPassport(KEY, traits, counter, 0.001, 0.005, null, Provenance.MEASURED, "full", null, null);
    }

    private static SourceTraits traits(Source source, int code, Coverage coverage) {
        return code == 0
                ? new SourceTraits(source, 0, 1e-5, 2e-5, 0.1, 0.001, 0.025, 0.0, 0.1, 0.2, coverage)
                : SourceTraits.absent(source, code);
    }
}
