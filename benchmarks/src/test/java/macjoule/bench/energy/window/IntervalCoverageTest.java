package macjoule.bench.energy.window;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import macjoule.bench.energy.fake.GpuScript;
import macjoule.bench.energy.fake.SensorScript;
import macjoule.calibration.record.Effort;
import macjoule.calibration.record.IdlePower;
import macjoule.calibration.record.Joules;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.record.PlannedEngine;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.Unit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The intervals that a run tells, over 200 made-up cards and runs whose truth is known: each card's sensor has a gain and an offset
 * of its own, as NVIDIA states them, and each fork draws about one percent more or less than the mean of all.
 */
class IntervalCoverageTest {
    private static final int RUNS = 200;
    private static final int FORKS = 5;
    private static final int WINDOWS = 2;
    private static final double WATTS = 300;
    private static final double SECONDS_PER_OP = 0.01;
    private static final Unit UNIT = new Unit("alexnet/n1", "jcuda");

    @TempDir
    private Path folder;

    @Test
    void theyHoldTheTruthAsOftenAsTheySay() {
        Random random = new Random(2024);
        int compared = 0;
        int absolute = 0;
        for (int run = 0; run < RUNS; run++) {
            double gain = 1 + 0.05 * (2 * random.nextDouble() - 1);
            double offset = 5 * (2 * random.nextDouble() - 1);
            Joules joules = measured(gain, offset, random);
            double perOp = joules.perOp();
            double shown = (gain * WATTS + offset) * SECONDS_PER_OP;
            // In comparisons on one card, what its sensor shows of the truth is what there is to be found.
            compared += Math.abs(perOp - shown) <= known(joules.comparison()) * perOp ? 1 : 0;
            absolute += Math.abs(perOp - WATTS * SECONDS_PER_OP) <= known(joules.absolute()) * perOp ? 1 : 0;
        }
        assertThat(compared).as("95 %% of %d, give or take 3 %%", RUNS).isBetween(184, 196);
        // Two deviations of an even distribution reach beyond its ends.
        assertThat(absolute).isGreaterThanOrEqualTo(190);
    }

    private static double known(@Nullable Double interval) {
        return Objects.requireNonNull(interval);
    }

    private Joules measured(double gain, double offset, Random random) {
        List<Measurement> windows = new ArrayList<>();
        for (int fork = 1; fork <= FORKS; fork++) {
            double watts = WATTS + 3 * random.nextGaussian();
            SensorScript sensor = SensorScript.boxcar(100, 100)
                    .withPhase(100 * random.nextDouble())
                    .withError(gain - 1, offset);
            Lab lab = new Lab(
                    new GpuScript().watts(60, watts, 500).counter(sensor).seed(random.nextLong()), folder);
            GpuMeter meter = lab.meter();
            lab.board.set(1);
            lab.pass(0.5);
            for (int window = 1; window <= WINDOWS; window++) {
                windows.add(line(fork, window, meter.measure(1, 0.004)));
            }
        }
        RunManifest manifest = RunManifest.starting(
                "1",
                "bench",
                JsonNodeFactory.instance.objectNode(),
                JsonNodeFactory.instance.objectNode(),
                plan(),
                Instant.EPOCH);
        RunRecord run = new RunRecord(manifest, windows, List.of(), new IdlePower(List.of()), List.of());
        return Objects.requireNonNull(run.results().get(0).joules());
    }

    private static Measurement line(int fork, int window, WindowReport report) {
        long operations = 100;
        return new Measurement(
                UNIT.key(),
                UNIT.engine(),
                fork,
                window,
                WINDOWS,
                null,
                operations * SECONDS_PER_OP,
                operations,
                operations,
                report.joulesPerOperation(SECONDS_PER_OP) * operations,
                null,
                null,
                "not told",
                null,
                report.json());
    }

    private static Plan plan() {
        return new Plan(
                "made up",
                1,
                new Effort(FORKS, 1, 1, WINDOWS, 1),
                1,
                Map.of(),
                List.of(),
                List.of(new PlannedEngine(UNIT.engine(), "own kernels", "gpu", null)),
                List.of(new PlannedCase(UNIT.key(), PlannedCase.Kind.NETWORK, 1, 1, 1, 1, 1, 1)),
                List.of(),
                List.of(List.of(UNIT)));
    }
}
