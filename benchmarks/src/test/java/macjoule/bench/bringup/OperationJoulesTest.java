package macjoule.bench.bringup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import macjoule.bench.bringup.OperationJoules.Progress;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.fake.GpuScript;
import macjoule.bench.energy.fake.OperationScript;
import macjoule.bench.energy.fake.SensorScript;
import macjoule.bench.energy.fake.SimulatedBoard;
import macjoule.bench.energy.fake.SimulatedNvml;
import macjoule.bench.energy.fake.VirtualClock;
import macjoule.bench.energy.passport.Characterisation;
import macjoule.bench.energy.passport.Pace;
import macjoule.bench.energy.passport.PassportStore;
import macjoule.bench.energy.window.GpuMeter;
import macjoule.bench.energy.window.Neighbours;
import macjoule.calibration.csv.CsvTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Joules of one operation on a simulated GPU in virtual time. */
class OperationJoulesTest {
    private static final SensorScript PLAIN = SensorScript.boxcar(100, 100);

    private final VirtualClock clock = new VirtualClock();

    @TempDir
    private Path folder;

    /** Operations of a fixed length, but for those of the first second, which take twice as long. */
    private final class Paced implements OperationJoules.CountedWork {
        private final SimulatedBoard board;
        private final double period;
        private long started;
        private boolean working;

        private Paced(SimulatedBoard board, double period) {
            this.board = board;
            this.period = period;
        }

        @Override
        public void start() {
            started = clock.nanos();
            working = true;
            board.work(true);
        }

        @Override
        public void stop() {
            working = false;
            board.work(false);
        }

        @Override
        public Progress progress() {
            assertThat(working).isTrue();
            double elapsed = (clock.nanos() - started) / 1e9;
            double slow = Math.min(elapsed, 1) / (2 * period);
            return new Progress((long) (slow + Math.max(0, elapsed - 1) / period), clock.nanos());
        }
    }

    /** 300 W for the 10 ms that operations take within the window, whatever they took before. */
    @Test
    void areOfTheOperationsWithinTheWindow() throws IOException {
        SimulatedNvml nvml = gpu(new GpuScript().counter(PLAIN).watts(60, 300, 400));
        OperationJoules.Result result = joules(nvml).of(new Paced(board(nvml), 0.01), () -> 100);
        assertThat(result.secondsPerOp()).isCloseTo(0.01, within(1e-4));
        assertThat(result.report().joulesPerOperation(result.secondsPerOp())).isCloseTo(3, within(0.03));
        Timing timing = Timing.of("alexnet/n1", "jcuda", "window", result.secondsPerOp(), null, "")
                .withJoules(3, (Energy.Measured) result.report().energy());
        assertThat(timing.joulesLabels()).contains("uncharacterised").doesNotContain(",");
        assertThat(timing.joulesAbsolute()).isPositive();
        Path file = folder.resolve(Timing.FILE);
        Timing.log(file).add(timing);
        assertThat(CsvTable.read(file).rows().get(0).text("joulesLabels")).isEqualTo(timing.joulesLabels());
    }

    /** 400 W in their first half and 100 W in the second, before a sensor that looks for a quarter of each. */
    @Test
    void inStepWithAPartTimeSensorAreMeasuredInBlocks() {
        SimulatedNvml nvml = inStep();
        OperationJoules.Result result = joules(nvml).of(new Paced(board(nvml), 0.1), () -> 100);
        Energy.Measured measured = (Energy.Measured) result.report().energy();
        assertThat(measured.watts()).isCloseTo(250, within(0.05 * 250));
        assertThat(measured.labels()).contains("stratifiedBlocks=16", "partTimeSensor");
    }

    @Test
    void orHaveNoneWhereNoTimeIsLeft() {
        SimulatedNvml nvml = inStep();
        OperationJoules.Result result = joules(nvml).of(new Paced(board(nvml), 0.1), () -> 10);
        assertThat(result.report().energy())
                .isInstanceOfSatisfying(
                        Energy.Invalid.class,
                        invalid -> assertThat(invalid.reason()).contains("in step with the part-time sensor"));
        assertThat(result.secondsPerOp()).isCloseTo(0.1, within(1e-6));
    }

    @Test
    void ofOperationsLongerThanTheWindowAreUnknown() {
        SimulatedNvml nvml = gpu(new GpuScript().counter(PLAIN));
        OperationJoules.Result result = joules(nvml).of(new Paced(board(nvml), 100), () -> 100);
        assertThat(result.secondsPerOp()).isNaN();
        assertThat(result.report().energy())
                .isInstanceOfSatisfying(
                        Energy.Invalid.class,
                        invalid -> assertThat(invalid.reason()).contains("no operation ended"));
    }

    private SimulatedNvml inStep() {
        SimulatedNvml nvml = gpu(new GpuScript()
                .instant(SensorScript.boxcar(100, 25).withPhase(40).withNoise(1))
                .operation(new OperationScript(100, 0.5, 400, 100)));
        new PassportStore(folder)
                .save(Characterisation.run(
                        nvml, nvml.devices().value().orElseThrow().get(0), board(nvml), clock, Pace.SHORT));
        return nvml;
    }

    private SimulatedNvml gpu(GpuScript gpu) {
        SimulatedNvml nvml = new SimulatedNvml("580.1", List.of(gpu), clock);
        nvml.start();
        return nvml;
    }

    private static SimulatedBoard board(SimulatedNvml nvml) {
        return nvml.boards().get(0);
    }

    private OperationJoules joules(SimulatedNvml nvml) {
        GpuMeter meter = new GpuMeter(nvml, "", new PassportStore(folder), new Neighbours(Set.of(), true), clock);
        return new OperationJoules(meter, clock, 0.002);
    }
}
