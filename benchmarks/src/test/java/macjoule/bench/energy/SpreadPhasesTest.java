package macjoule.bench.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.fake.GpuScript;
import macjoule.bench.energy.fake.OperationScript;
import macjoule.bench.energy.fake.SensorScript;
import macjoule.bench.energy.fake.SimulatedBoard;
import macjoule.bench.energy.fake.SimulatedNvml;
import macjoule.bench.energy.fake.VirtualClock;
import macjoule.bench.energy.passport.Characterisation;
import macjoule.bench.energy.passport.Pace;
import macjoule.bench.energy.passport.PassportStore;
import macjoule.bench.energy.passport.SensorPassport;
import macjoule.bench.energy.window.GpuMeter;
import macjoule.bench.energy.window.Neighbours;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.profile.ProfilerException;

/**
 * Iterations of operations that draw 400 W in their first half and 100 W in the second, before a sensor that looks for 25 ms in every
 * 100 ms: 250 W on average, of which each iteration sees the same part over and over.
 */
class SpreadPhasesTest {
    private static final double TRUTH = 250;

    private final VirtualClock clock = new VirtualClock();

    @TempDir
    private Path folder;

    /** Operations as long as the sensor's period, a fifth of it, five times and one and a half times as long. */
    @ParameterizedTest
    @CsvSource({"0.1, 16", "0.1, 5", "0.02, 5", "0.5, 5", "0.15, 5"})
    void theMeanOverIterationsIsRightWhereEachIsFarOff(double operation, int count) {
        double[] watts = watts(operation, count, true);
        assertThat(mean(watts)).isCloseTo(TRUTH, within(0.05 * TRUTH));
        double furthest = Arrays.stream(watts)
                .map(one -> Math.abs(one - TRUTH) / TRUTH)
                .max()
                .orElseThrow();
        // Where an operation is as long as the period, a sensor sees the high half alone or the low one.
        assertThat(furthest).isGreaterThan(operation == 0.1 ? 0.3 : 0.05);
    }

    @Test
    void leftAloneTheyAllShowTheSame() {
        assertThat(Math.abs(mean(watts(0.1, 5, false)) - TRUTH)).isGreaterThan(0.3 * TRUTH);
    }

    /** By hand: of operations of 150 ms, three go into two periods, and every 50 ms the sensor's looks fall as before. */
    @ParameterizedTest
    @CsvSource({"0.1, 0.1", "0.02, 0.02", "0.5, 0.1", "0.15, 0.05", "0.3, 0.1", "0.09997, 0.09997"})
    void phasesAreSpreadOverWhatTheSensorSeesAnew(double operation, double pattern) {
        assertThat(SpreadPhases.pattern(0.1, operation)).isCloseTo(pattern, within(1e-12));
    }

    @Test
    void aSensorThatMissesNothingNeedsNone() {
        GpuScript gpu = new GpuScript().instant(SensorScript.boxcar(100, 100));
        SensorPassport passport = characterise(new SimulatedNvml("580.1", List.of(gpu), clock), clock);
        assertThat(SpreadPhases.of(passport, () -> 0, clock)).isNull();
        assertThat(SpreadPhases.of(null, () -> 0, clock)).isNull();
    }

    /** In real time, as the profiler goes about it. */
    @Test
    void windowsOfABenchmarkThatOffersNoWorkSayAtWhichPhaseTheyBegan() throws ProfilerException, InterruptedException {
        GpuScript gpu = new GpuScript()
                .instant(SensorScript.boxcar(40, 10).withNoise(1))
                .operation(new OperationScript(40, 0.5, 400, 100));
        characterise(new SimulatedNvml("580.1", List.of(gpu), clock), clock);
        NanoClock real = NanoClock.system();
        ProfilerOptions options = ProfilerOptions.parse("passports=" + folder);
        GpuEnergy energy = new GpuEnergy(new SimulatedNvml("580.1", List.of(gpu), real), options, real);
        for (int index = 0; index < 2; index++) {
            energy.prepare(index == 0 ? Double.NaN : 0.04, 1, new GpuEnergy.Slot(index, 2, 0.5));
            energy.begin();
            Thread.sleep(500);
            assertThat(energy.judged(energy.end(), 0.04, 1).energy())
                    .asString()
                    .contains("inStepWithSensor", "phase=" + index + "/2");
        }
        // Work that the sensor sees all of need not wait.
        energy.prepare(0.003, 1, new GpuEnergy.Slot(0, 2, 10));
        energy.begin();
        Thread.sleep(500);
        assertThat(energy.judged(energy.end(), 0.04, 1).energy()).asString().doesNotContain("phase=");
    }

    private double[] watts(double operation, int count, boolean spread) {
        SimulatedNvml nvml = new SimulatedNvml(
                "580.1",
                List.of(new GpuScript()
                        .instant(SensorScript.boxcar(100, 25).withPhase(40).withNoise(1))
                        .operation(new OperationScript(1e3 * operation, 0.5, 400, 100))),
                clock);
        SensorPassport passport = characterise(nvml, clock);
        GpuMeter meter = new GpuMeter(nvml, "", new PassportStore(folder), new Neighbours(Set.of(), true), clock);
        SpreadPhases phases = Objects.requireNonNull(SpreadPhases.of(passport, meter::watts, clock));
        double[] watts = new double[count];
        // Where the sensor sees the high half alone, which all begin at unless they are spread.
        clock.pause((20_000_000_000L - clock.nanos() % 10_000_000_000L) % 10_000_000_000L);
        for (int i = 0; i < count; i++) {
            if (spread) {
                phases.await(i, count, i == 0 ? Double.NaN : operation);
            }
            watts[i] = window(meter, nvml.boards().get(0), phases);
            clock.pause(300_000_000);
        }
        return watts;
    }

    /** Five seconds, as short as figures to publish may be. */
    private double window(GpuMeter meter, SimulatedBoard board, SpreadPhases phases) {
        board.work(true);
        meter.begin();
        long end = clock.nanos() + 5_000_000_000L;
        while (clock.nanos() < end) {
            meter.poll();
            phases.look();
            clock.pause(2_000_000);
        }
        Energy energy = meter.end().energy();
        board.work(false);
        return ((Energy.Measured) energy).watts();
    }

    private SensorPassport characterise(SimulatedNvml nvml, NanoClock time) {
        nvml.start();
        SensorPassport passport = Characterisation.run(
                nvml, nvml.devices().value().orElseThrow().get(0), nvml.boards().get(0), time, Pace.SHORT);
        new PassportStore(folder).save(passport);
        return passport;
    }

    private static double mean(double[] watts) {
        return Arrays.stream(watts).average().orElseThrow();
    }
}
