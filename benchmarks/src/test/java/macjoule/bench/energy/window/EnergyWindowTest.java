package macjoule.bench.energy.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.core.TypeB;
import macjoule.bench.energy.core.Uncertainty;
import macjoule.bench.energy.fake.GpuScript;
import macjoule.bench.energy.fake.SensorScript;
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
    void intervalsCoverTheTruthAsOftenAsTheySay() {
        int covered = 0;
        Random random = new Random(2024);
        for (int run = 0; run < 200; run++) {
            double[] forks = new double[5];
            for (int fork = 0; fork < forks.length; fork++) {
                forks[fork] = measuredFork(random);
            }
            Uncertainty uncertainty = Uncertainty.ofForks(forks, TypeB.UNCALIBRATED);
            double mean = Arrays.stream(forks).average().orElseThrow();
            covered += Math.abs(mean - 300) <= uncertainty.comparison() * mean ? 1 : 0;
        }
        assertThat(covered).isBetween(184, 196);
    }

    /** A fork whose power differs by about one percent from the mean of all, measured through a noisy sensor. */
    private double measuredFork(Random random) {
        double watts = 300 + 3 * random.nextGaussian();
        SensorScript sensor = SensorScript.boxcar(100, 100).withPhase(100 * random.nextDouble());
        Lab lab = new Lab(new GpuScript().watts(60, watts, 400).counter(sensor).seed(random.nextLong()), folder);
        GpuMeter meter = lab.meter();
        lab.board.set(1);
        lab.pass(0.5);
        return Lab.measured(meter.measure(1, 0.004)).watts();
    }

    @Test
    void idlePowerIsMeasuredAndTakenOffWithItsUncertainty() {
        Lab lab = new Lab(new GpuScript().instant(SensorScript.boxcar(100, 100).withNoise(2)), folder);
        GpuMeter meter = lab.meter();
        IdleBaseline idle = IdleBaseline.measure(meter, lab.clock, 60);
        assertThat(idle.settled()).isTrue();
        assertThat(idle.watts()).isCloseTo(60, within(0.5));
        lab.board.set(1);
        lab.pass(2);
        Energy.Measured gross = Lab.measured(meter.measure(10, 0.005));
        IdleBaseline.Net net = idle.net(gross);
        assertThat(net.joules() / gross.seconds()).isCloseTo(240, within(2.0));
        assertThat(net.absolute()).isGreaterThan(gross.uncertainty().absolute() * gross.joules());
    }

    @Test
    void steadyStateIsReachedOnceTheCardIsWarm() {
        Lab lab = new Lab(new GpuScript().instant(SensorScript.boxcar(100, 100).withNoise(1)), folder);
        GpuMeter meter = lab.meter();
        lab.board.set(1);
        SteadyState steady = SteadyState.await(meter, lab.clock, SteadyState.LONGEST_SECONDS);
        assertThat(steady.reached()).isTrue();
        // 28.8 °C to go with a time constant of 20 s: within a degree for 30 s no sooner than 20·ln(28.8) = 67 s.
        assertThat(steady.seconds()).isBetween(60.0, 120.0);
        assertThat(steady.celsiusAfter() - steady.celsiusBefore()).isBetween(26L, 30L);
        assertThat(SteadyState.await(meter, lab.clock, 40).reached()).isTrue();
    }

    @Test
    void waitingForASteadyStateHasAnEnd() {
        Lab lab = new Lab(new GpuScript().instant(SensorScript.boxcar(100, 100).withNoise(1)), folder);
        lab.board.set(1);
        SteadyState tooSoon = SteadyState.await(lab.meter(), lab.clock, 40);
        assertThat(tooSoon.reached()).isFalse();
        assertThat(tooSoon.seconds()).isEqualTo(40);
    }
}
