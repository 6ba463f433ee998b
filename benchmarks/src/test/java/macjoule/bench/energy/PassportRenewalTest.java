package macjoule.bench.energy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.core.Scope;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.passport.Coverage;
import macjoule.bench.energy.passport.MeterFit;
import macjoule.bench.energy.passport.Pace;
import macjoule.bench.energy.passport.PassportStore;
import macjoule.bench.energy.passport.SensorKey;
import macjoule.bench.energy.passport.SensorPassport;
import macjoule.bench.energy.passport.SensorPassport.CounterCoverage;
import macjoule.bench.energy.passport.SourceTraits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassportRenewalTest {
    @TempDir
    private Path folder;

    private PassportStore store = new PassportStore(Path.of("none"));
    private MeterFit fit = new MeterFit(1, 0, 1, 4, null);

    @BeforeEach
    void open() throws IOException {
        store = new PassportStore(folder.resolve("passports"));
        fit = MeterFit.read(Files.writeString(
                folder.resolve("pairs.csv"), "meter_watts,sensor_watts\n60,65\n100,103\n200,198\n300,293\n"));
    }

    @Test
    void aShortPassportDoesNotTakeThePlaceOfAFullOne() {
        SensorPassport full = passport(Pace.FULL, "580").withMeter(fit);
        store.save(full);
        assertThat(PassportRenewal.keepUnlessShorter(passport(Pace.SHORT, "580"), store))
                .isEqualTo(full);
        assertThat(kept("580")).isEqualTo(full);
    }

    @Test
    void butThatOfNoneOfAShortOneAndOfOneForAnotherDriver() {
        SensorPassport made = passport(Pace.SHORT, "580");
        PassportRenewal.keepUnlessShorter(made, store);
        assertThat(kept("580")).isEqualTo(made);
        store.save(made.withMeter(fit));
        PassportRenewal.keepUnlessShorter(made, store);
        assertThat(kept("580")).isEqualTo(made.withMeter(fit));
        store.save(passport(Pace.FULL, "570"));
        PassportRenewal.keepUnlessShorter(made, store);
        assertThat(kept("580")).isEqualTo(made);
    }

    @Test
    void aFitToAMeterOutlivesWhatIsFoundOutAnew() {
        store.save(passport(Pace.SHORT, "580").withMeter(fit));
        SensorPassport kept = PassportRenewal.keep(passport(Pace.FULL, "580"), store);
        assertThat(kept).isEqualTo(passport(Pace.FULL, "580").withMeter(fit));
        assertThat(kept("580")).isEqualTo(kept);
        MeterFit other = new MeterFit(1.01, 0.5, 0.2, 6, Source.COUNTER);
        assertThat(PassportRenewal.keep(passport(Pace.FULL, "580").withMeter(other), store)
                        .meter())
                .isEqualTo(other);
    }

    private SensorPassport kept(String driver) {
        return Objects.requireNonNull(store.find(key(driver)).passport());
    }

    private static SensorKey key(String driver) {
        return new SensorKey("GPU-1", "Lab", "96", driver, 400.0, false, Scope.GPU);
    }

    private static SensorPassport passport(Pace pace, String driver) {
        SourceTraits counter =
                new SourceTraits(Source.COUNTER, 0, 1e-5, 2e-5, 0.1, 0.001, null, null, null, null, Coverage.UNKNOWN);
        return new SensorPassport(
                key(driver),
                List.of(counter),
                CounterCoverage.FULL,
                0.001,
                null,
                null,
                Provenance.MEASURED,
                pace.id(),
                null,
                null);
    }
}
