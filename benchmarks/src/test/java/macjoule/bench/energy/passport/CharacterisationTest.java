package macjoule.bench.energy.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.core.Scope;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.fake.GpuScript;
import macjoule.bench.energy.fake.SensorScript;
import macjoule.bench.energy.fake.SimulatedNvml;
import macjoule.bench.energy.fake.VirtualClock;
import macjoule.bench.energy.passport.SensorPassport.CounterCoverage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Characterising simulated sensors whose truth is known. The grid holds the update periods and windows that were
 * measured on thirty combinations of architecture and driver for "Part-time Power Measurements: nvidia-smi's Lack of
 * Attention" (Yang, Adamek and Armour, 2024).
 */
class CharacterisationTest {
    @ParameterizedTest
    @CsvSource({
        "GH100 draw,             100, 1000, AVERAGED",
        "GH100 instant,          100,   25, PART",
        "AD draw before 530,     100, 1000, AVERAGED",
        "AD draw 530,            100,  100, FULL",
        "AD draw after 530,      100, 1000, AVERAGED",
        "AD instant,             100,  100, FULL",
        "GA10x draw before 530,  100, 1000, AVERAGED",
        "GA10x draw 530,         100,  100, FULL",
        "GA10x draw after 530,   100, 1000, AVERAGED",
        "GA10x instant,          100,  100, FULL",
        "GA100 draw before 530,  100,   25, PART",
        "GA100 draw 530,         100,   25, PART",
        "GA100 draw after 530,   100,   25, PART",
        "GA100 instant,          100,   25, PART",
        "Turing draw before 530, 100,  100, FULL",
        "Turing draw 530,        100,  100, FULL",
        "Turing draw after 530,  100,  100, FULL",
        "Turing instant,         100,  100, FULL",
        "Volta draw before 530,   20,   10, PART",
        "Volta draw 530,          20,   10, PART",
        "Volta draw after 530,    20,   10, PART",
        "Volta instant,           20,   10, PART",
        "Pascal draw before 530,  20,   10, PART",
        "Pascal draw 530,         20,   10, PART",
        "Pascal draw after 530,   20,   10, PART",
        "Pascal instant,          20,   10, PART",
        "Maxwell draw before 530, 100, 400, LAGGING",
        "Maxwell draw 530,        100, 400, LAGGING",
        "Maxwell draw after 530,  100, 400, LAGGING",
        "Maxwell instant,         100, 400, LAGGING"
    })
    void findsWhatASensorIsLike(String name, double updateMs, double windowMs, Coverage coverage) {
        int row = name.hashCode();
        SensorScript sensor = coverage == Coverage.LAGGING
                ? SensorScript.lagging(updateMs, windowMs)
                : SensorScript.boxcar(updateMs, windowMs);
        double phase = Math.floorMod(row, 17) / 17.0 * updateMs;
        GpuScript gpu = new GpuScript()
                .instant(sensor.withNoise(1).withPhase(phase).withError(0.03, -4))
                .readMicros(50)
                .seed(row);
        SourceTraits traits = passport(gpu).traits(Source.INSTANT);
        assertThat(traits.update()).isCloseTo(updateMs / 1e3, within(0.05 * updateMs / 1e3));
        assertThat(traits.window()).isCloseTo(windowMs / 1e3, within(0.15 * windowMs / 1e3));
        assertThat(traits.coverage()).isEqualTo(coverage);
    }

    @Test
    void tellsACounterThatMissesNothingFromOneThatAddsUpSamples() {
        SensorScript sampler = SensorScript.boxcar(100, 25).withNoise(1).withPhase(33);
        SensorPassport full = passport(new GpuScript().instant(sampler).counter(SensorScript.boxcar(100, 100)));
        SensorPassport part = passport(new GpuScript().instant(sampler).sampledCounter(sampler));
        assertThat(full.counterCoverage()).isEqualTo(CounterCoverage.FULL);
        assertThat(part.counterCoverage()).isEqualTo(CounterCoverage.PART);
        assertThat(part.counterSwing()).isGreaterThan(0.5);
    }

    /** As a driver would that keeps 120 samples, one for each 20 ms. */
    @Test
    void findsOutWhatTheDriverKeepsOfPastPower() {
        SensorScript reading = SensorScript.boxcar(100, 100);
        SampleTraits samples = Objects.requireNonNull(passport(new GpuScript()
                        .instant(reading)
                        .samples(SensorScript.boxcar(20, 20).withError(0.01, 0)))
                .samples());
        assertThat(samples.works()).isTrue();
        assertThat(samples.count()).isEqualTo(120);
        assertThat(samples.period()).isCloseTo(0.02, within(1e-6));
        assertThat(samples.span()).isCloseTo(119 * 0.02, within(1e-6));
        assertThat(samples.loadWatts()).isCloseTo(303, within(0.1));
        assertThat(samples.disagreement()).isCloseTo(0.01, within(1e-4));
        SampleTraits none = Objects.requireNonNull(
                passport(new GpuScript().instant(reading)).samples());
        assertThat(none.code()).isEqualTo(3);
        assertThat(none.count()).isNull();
    }

    @Test
    void measuresTheResponseToAStep() {
        SourceTraits traits = passport(
                        new GpuScript().average(SensorScript.boxcar(100, 1000).withNoise(0.5)))
                .traits(Source.AVERAGE);
        // A window of one second reaches from a tenth to nine tenths in 0.8 s.
        assertThat(traits.rise()).isCloseTo(0.8, within(0.06));
        assertThat(traits.settle()).isBetween(0.95, 1.2);
    }

    @Test
    void findsOutHowLongAReadingTakes() {
        SourceTraits traits = passport(
                        new GpuScript().instant(SensorScript.boxcar(100, 100)).readMicros(250))
                .traits(Source.INSTANT);
        assertThat(traits.readMedian()).isCloseTo(250e-6, within(1e-9));
        assertThat(traits.readP99()).isCloseTo(250e-6, within(1e-9));
    }

    @Test
    void sourcesThatDisagreeAreFlagged() {
        SensorScript tooHigh = SensorScript.boxcar(100, 100).withError(0.03, 0);
        SensorPassport apart = passport(new GpuScript().instant(tooHigh).counter(SensorScript.boxcar(100, 100)));
        assertThat(apart.loadDisagreement()).isCloseTo(0.03, within(0.002));
        assertThat(apart.disagree()).isTrue();
        SensorPassport together = passport(new GpuScript()
                .instant(SensorScript.boxcar(100, 100).withNoise(1))
                .counter(SensorScript.boxcar(100, 100)));
        assertThat(together.disagree()).isFalse();
    }

    /** Both are published, whichever they are. */
    @Test
    void sourcesThatDisagreeAreReadBesideEachOther() {
        SensorScript plain = SensorScript.boxcar(100, 100);
        SensorScript tooHigh = plain.withError(0.03, 0);
        SourceChoice counting = choice(new GpuScript().usage(tooHigh).counter(plain));
        assertThat(counting).isEqualTo(new SourceChoice(Source.COUNTER, false, Source.USAGE));
        // Of unknown coverage, since it hardly moves.
        SourceChoice polling = choice(new GpuScript().instant(tooHigh).counter(SensorScript.boxcar(2200, 2200)));
        assertThat(polling).isEqualTo(new SourceChoice(Source.INSTANT, false, Source.COUNTER));
    }

    @Test
    void aSourceThatShowsNothingForEverIsNotChosen() {
        SensorScript dead = SensorScript.boxcar(100, 100).withError(-1, 0);
        GpuScript gpu = new GpuScript().instant(dead).average(SensorScript.boxcar(100, 1000));
        assertThat(choice(gpu).source()).isEqualTo(Source.AVERAGE);
        assertThat(passport(gpu).disagree()).isTrue();
    }

    /** Without noise a reading does not change while the load stands. */
    @Test
    void aSensorWithoutNoiseRespondsToStepsAsWell() {
        SourceTraits traits =
                passport(new GpuScript().instant(SensorScript.boxcar(100, 100))).traits(Source.INSTANT);
        assertThat(traits.settle()).isBetween(0.05, 0.25);
    }

    private static SourceChoice choice(GpuScript gpu) {
        return SourceChoice.of(passport(gpu)).orElseThrow();
    }

    @Test
    void anAbsentSourceKeepsItsCodeAndTheOthersStay() {
        SensorPassport passport =
                passport(new GpuScript().instant(SensorScript.boxcar(100, 25)).average(SensorScript.refusing(13)));
        assertThat(passport.traits(Source.AVERAGE).code()).isEqualTo(13);
        assertThat(passport.traits(Source.AVERAGE).update()).isNull();
        assertThat(passport.traits(Source.INSTANT).works()).isTrue();
        assertThat(passport.counterCoverage()).isEqualTo(CounterCoverage.UNKNOWN);
        assertThat(passport.provenance()).isEqualTo(Provenance.SIMULATED);
    }

    @ParameterizedTest
    @CsvSource({"full, 480", "short, 90"})
    void takesNoLongerThanItSays(String form, double mostSeconds) {
        VirtualClock clock = new VirtualClock();
        SensorScript reading = SensorScript.boxcar(100, 100).withNoise(1);
        GpuScript gpu = new GpuScript()
                .instant(reading)
                .average(SensorScript.boxcar(100, 1000))
                .usage(reading)
                .counter(reading)
                .readMicros(200);
        SimulatedNvml nvml = new SimulatedNvml("580.1", List.of(gpu), clock);
        nvml.start();
        Pace pace = form.equals("short") ? Pace.SHORT : Pace.FULL;
        SensorPassport passport = Characterisation.run(
                nvml, nvml.devices().value().orElseThrow().get(0), nvml.boards().get(0), clock, pace);
        assertThat(clock.nanos() / 1e9).isLessThan(mostSeconds);
        assertThat(passport.form()).isEqualTo(form);
        assertThat(passport.traits(Source.AVERAGE).coverage()).isEqualTo(Coverage.AVERAGED);
        assertThat(passport.counterCoverage()).isEqualTo(CounterCoverage.FULL);
        assertThat(passport.disagree()).isFalse();
    }

    @Test
    void aModuleIsCharacterisedAsOne() {
        SensorPassport passport =
                passport(new GpuScript().instant(SensorScript.boxcar(100, 25)).moduleOnly());
        assertThat(passport.key().scope()).isEqualTo(Scope.MODULE);
        assertThat(passport.traits(Source.INSTANT).coverage()).isEqualTo(Coverage.PART);
    }

    private static SensorPassport passport(GpuScript gpu) {
        VirtualClock clock = new VirtualClock();
        SimulatedNvml nvml = new SimulatedNvml("580.1", List.of(gpu), clock);
        nvml.start();
        return Characterisation.run(
                nvml, nvml.devices().value().orElseThrow().get(0), nvml.boards().get(0), clock);
    }
}
