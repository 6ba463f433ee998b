package macjoule.bench.energy.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.core.Uncertainty;
import macjoule.bench.energy.fake.GpuScript;
import macjoule.bench.energy.fake.SensorScript;
import macjoule.bench.energy.passport.MeterFit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows against the true energy of a simulated GPU. */
class EnergyWindowTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(doubles = {0, 13, 37, 61, 99})
    void aCounterOfSlowUpdatesIsRightWithinTwoSecondsWhateverItsPhase(double phase) {
        Lab lab = new Lab(
                new GpuScript()
                        .counter(SensorScript.boxcar(100, 100).withPhase(phase))
                        .readMicros(200),
                folder);
        GpuMeter meter = lab.meter();
        lab.board.set(1);
        lab.pass(1.234);
        Energy.Measured measured = Lab.measured(meter.measure(2, 0.002));
        assertThat(measured.watts()).isCloseTo(300, within(3.0));
        assertThat(measured.source()).isEqualTo(Source.COUNTER);
        assertThat(measured.provenance()).isEqualTo(Provenance.SIMULATED);
        assertThat(measured.uncertainty().comparison()).isBetween(0.0001, 0.01);
    }

    @Test
    void aPolledWindowLeavesOutWhatTheSensorStillShowsOfBefore() {
        Lab lab = new Lab(new GpuScript().average(SensorScript.boxcar(100, 1000).withNoise(1)), folder).characterised();
        GpuMeter meter = lab.meter();
        lab.pass(5);
        lab.board.set(1);
        Energy.Measured measured = Lab.measured(meter.measure(15, 0.005));
        assertThat(measured.watts()).isCloseTo(300, within(1.5));
        assertThat(measured.source()).isEqualTo(Source.AVERAGE);
    }

    /** By the rule of beats: which periods recover with a longer window and which never do. */
    @Test
    void aliasingIsAMatterOfBeatsAndNotOfNearness() {
        for (double operation : new double[] {0.010, 0.020, 0.0333333, 0.050, 0.100, 0.150, 0.300, 0.500}) {
            assertThat(Aliasing.spoils(0.1, 0.025, operation, 30))
                    .as("%s s", operation)
                    .isTrue();
        }
        assertThat(Aliasing.spoils(0.1, 0.025, 0.025, 30)).isFalse();
        assertThat(Aliasing.spoils(0.1, 0.025, 0.1037, 5)).isTrue();
        assertThat(Aliasing.spoils(0.1, 0.025, 0.1037, 60)).isFalse();
        assertThat(Aliasing.spoils(0.1, 0.1, 0.1, 5)).isFalse();
    }

    @Test
    void idlePowerIsMeasuredOnceItHasSettled() {
        Lab lab = new Lab(new GpuScript().instant(SensorScript.boxcar(100, 100).withNoise(2)), folder);
        IdleBaseline idle = IdleBaseline.measure(lab.meter(), 60);
        assertThat(idle.settled()).isTrue();
        assertThat(idle.watts()).isCloseTo(60, within(0.5));
        assertThat(idle.standardUncertainty()).isBetween(0.001, 0.5);
    }

    /** In parts of one or two seconds, as ten are no multiple of six. */
    @Test
    void idlePowerIsMeasuredForAsLongAsWasAsked() {
        int[] seconds = {0};
        IdleBaseline.Resting rising = new IdleBaseline.Resting() {
            @Override
            public double secondOfWatts() {
                // Ten seconds of settling and nine more at 60 W, then one at 70 W.
                return ++seconds[0] == 20 ? 70 : 60;
            }

            @Override
            public long state() {
                return 0;
            }
        };
        IdleBaseline idle = IdleBaseline.measure(rising, 10);
        assertThat(seconds[0]).isEqualTo(20);
        assertThat(idle.watts()).isEqualTo(61);
        // Five parts of 60 W and the last of two seconds at 65 W: a deviation of 2.0412 W, over the root of 6.
        assertThat(idle.standardUncertainty()).isCloseTo(0.8333, within(1e-4));
    }

    @Test
    void idlePowerComesFromTheSourceThatWindowsComeFrom() {
        SensorScript tooHigh = SensorScript.boxcar(100, 100).withError(0.1, 0);
        Lab lab = new Lab(new GpuScript().counter(SensorScript.boxcar(100, 100)).instant(tooHigh), folder);
        assertThat(IdleBaseline.measure(lab.meter(), 6).watts()).isCloseTo(60, within(0.1));
    }

    @Test
    void withoutASensorNobodyWaitsForIdlePower() {
        Lab lab = new Lab(new GpuScript(), folder);
        assertThat(IdleBaseline.measure(lab.meter(), 60).watts()).isNaN();
        assertThat(lab.clock.nanos()).isZero();
    }

    /** By 0.36 % and 0.63 % over ten seconds; the means of the halves lie only half as far apart. */
    @Test
    void powerThatDriftsSlowlyIsNotFlat() {
        assertThat(SteadyState.isFlat(drifting(0.0004), 0.005)).isTrue();
        assertThat(SteadyState.isFlat(drifting(0.0007), 0.005)).isFalse();
    }

    private static List<Double> drifting(double perSecond) {
        return IntStream.range(0, 10)
                .mapToObj(second -> 300 * (1 + perSecond * second))
                .toList();
    }

    /** A sensor that shows 0.95 of the power and 8 W more, as the meter beside it found. */
    @Test
    void aMeteredCardShowsWhatTheMeterWould() throws IOException {
        Path pairs = Files.writeString(
                folder.resolve("pairs.csv"), "meter_watts,sensor_watts\n60,65\n100,103\n200,198\n300,293\n");
        Lab lab = new Lab(
                        new GpuScript()
                                .instant(SensorScript.boxcar(100, 100).withError(-0.05, 8))
                                .usage(SensorScript.boxcar(100, 100)),
                        folder)
                .characterised();
        lab.metered(MeterFit.read(pairs));
        GpuMeter meter = lab.meter();
        assertThat(IdleBaseline.measure(meter, 6).watts()).isCloseTo(60, within(0.1));
        lab.board.set(1);
        lab.pass(2);
        Energy.Measured measured = Lab.measured(meter.measure(3, 0.004));
        assertThat(measured.watts()).isCloseTo(300, within(0.3));
        assertThat(measured.labels()).contains("metered", "shortPassport");
        assertThat(measured.uncertainty().absolute()).isLessThan(0.021);
    }

    @Test
    void polledPowerHasAnUncertaintyOfItsOwn() {
        Lab lab = new Lab(new GpuScript().instant(SensorScript.boxcar(100, 100)), folder);
        Uncertainty uncertainty = Lab.measured(lab.meter().measure(5, 0.01)).uncertainty();
        // Read each 10 ms over 3.9 s: 2 · 2 · 10 ms / 3.9 s / √3 = 0.59 %.
        assertThat(uncertainty.comparison()).isCloseTo(0.0059, within(0.0002));
    }

    @Test
    void steadyStateIsReachedOnceTheCardIsWarm() {
        Lab lab = new Lab(new GpuScript().instant(SensorScript.boxcar(100, 100).withNoise(1)), folder);
        GpuMeter meter = lab.meter();
        lab.board.set(1);
        SteadyState steady = SteadyState.await(meter, SteadyState.LONGEST_SECONDS);
        assertThat(steady.reached()).isTrue();
        // 28.8 °C to go with a time constant of 20 s: within a degree for 30 s no sooner than 20·ln(28.8) = 67 s.
        assertThat(steady.seconds()).isBetween(60.0, 120.0);
        assertThat(steady.celsiusAfter() - steady.celsiusBefore()).isBetween(26L, 30L);
        assertThat(SteadyState.await(meter, 40).reached()).isTrue();
    }

    @Test
    void waitingForASteadyStateHasAnEnd() {
        Lab lab = new Lab(new GpuScript().instant(SensorScript.boxcar(100, 100).withNoise(1)), folder);
        lab.board.set(1);
        SteadyState tooSoon = SteadyState.await(lab.meter(), 40);
        assertThat(tooSoon.reached()).isFalse();
        assertThat(tooSoon.seconds()).isEqualTo(40);
    }
}
