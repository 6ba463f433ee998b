package macjoule.bench.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.fake.FaultScript;
import macjoule.bench.energy.fake.FaultScript.Kind;
import macjoule.bench.energy.fake.GpuScript;
import macjoule.bench.energy.fake.OperationScript;
import macjoule.bench.energy.fake.SensorScript;
import macjoule.bench.energy.fake.SimulatedBoard;
import macjoule.bench.energy.fake.SimulatedNvml;
import macjoule.bench.energy.fake.VirtualClock;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.passport.Characterisation;
import macjoule.bench.energy.passport.Pace;
import macjoule.bench.energy.passport.PassportStore;
import macjoule.bench.energy.replay.ReplayedNvml;
import macjoule.bench.energy.window.GpuMeter;
import macjoule.bench.energy.window.Neighbours;
import macjoule.bench.energy.window.WindowReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with a benchmark's work between iterations, on a simulated GPU in virtual time. */
class InterludeTest {
    private final VirtualClock clock = new VirtualClock();
    private final List<Boolean> loads = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void withdraw() {
        OfferedWork.withdraw();
    }

    @Test
    void theGpuIsWarmedUpOnceByTheWorkItself() {
        Interlude interlude = interlude(board(level()), 300);
        OfferedWork.offer(Thread::onSpinWait);
        interlude.warmUp();
        interlude.warmUp();
        ObjectNode state = Objects.requireNonNull(interlude.steadyState());
        assertThat(state.get("reached").booleanValue()).isTrue();
        // 28.8 degrees to go with a time constant of 20 s: within one for 30 s no sooner than 20 ln 28.8 = 67 s.
        assertThat(state.get("seconds").doubleValue()).isBetween(60.0, 120.0);
        assertThat(state.get("celsiusAfter").intValue()).isGreaterThan(60);
        assertThat(interlude.isUnsteady()).isFalse();
        assertThat(loads).containsExactly(true, false);
    }

    @Test
    void patienceHasAnEnd() {
        Interlude interlude = interlude(board(level()), 40);
        OfferedWork.offer(Thread::onSpinWait);
        interlude.warmUp();
        assertThat(interlude.isUnsteady()).isTrue();
        assertThat(clock.nanos() / 1e9).isCloseTo(40, within(1.0));
    }

    @Test
    void nothingIsWaitedForInVain() throws IOException {
        Interlude unasked = interlude(board(level()), 0);
        OfferedWork.offer(Thread::onSpinWait);
        unasked.warmUp();
        assertThat(unasked.steadyState()).isNull();

        Path recording = Files.writeString(folder.resolve("recording.csv"), "0,total_energy,1\n");
        Interlude blind = interlude(meter(ReplayedNvml.read(recording, clock)), working -> {}, 300);
        blind.warmUp();
        assertThat(Objects.requireNonNull(blind.steadyState()).get("reason").textValue())
                .contains("no temperature");

        OfferedWork.withdraw();
        Interlude idle = interlude(board(level()), 300);
        idle.warmUp();
        assertThat(Objects.requireNonNull(idle.steadyState()).get("reason").textValue())
                .contains("offered no work");
        assertThat(clock.nanos()).isZero();
    }

    @Test
    void onlyWorkThatHidesFromTheSensorIsMeasuredInBlocks() {
        GpuScript gpu = new GpuScript()
                .instant(SensorScript.boxcar(100, 25).withPhase(40).withNoise(1))
                .operation(new OperationScript(100, 0.5, 400, 100));
        SimulatedNvml nvml = characterised(gpu);
        Interlude interlude = interlude(nvml, 0);
        assertThat(interlude.blocks(0.1, 1, 10)).isNull();
        OfferedWork.offer(Thread::onSpinWait);
        assertThat(interlude.blocks(0.003, 1, 10)).isNull();
        WindowReport blocks = Objects.requireNonNull(interlude.blocks(0.1, 1, 10));
        assertThat(blocks.blocks()).isEqualTo(16);
        assertThat(((Energy.Measured) blocks.energy()).watts()).isCloseTo(250, within(0.05 * 250));
        // Once more than there are blocks: to see when the sensor updates.
        assertThat(loads).hasSize(2 * 17);
    }

    @Test
    void workThatNoIterationHasTimedIsTimed() {
        SimulatedNvml nvml = characterised(new GpuScript()
                .instant(SensorScript.boxcar(100, 25).withPhase(40).withNoise(1))
                .operation(new OperationScript(100, 0.5, 400, 100)));
        Interlude interlude = interlude(nvml, 0);
        OfferedWork.offer(takingOnceOnly(200_000_000));
        assertThat(Objects.requireNonNull(interlude.blocks(Double.NaN, 2, 10)).blocks())
                .isEqualTo(16);
        OfferedWork.offer(takingOnceOnly(3_000_000));
        assertThat(interlude.blocks(Double.NaN, 1, 10)).isNull();
    }

    /** Work that takes virtual time where it is timed, and none in the loop that the simulated load stands for. */
    private Runnable takingOnceOnly(long nanos) {
        Thread timing = Thread.currentThread();
        return () -> clock.pause(Thread.currentThread() == timing ? nanos : 0);
    }

    @Test
    void aGpuThatIsLostIsNotWaitedFor() {
        Interlude interlude = interlude(board(level().fault(FaultScript.from(5, Kind.REFUSE_ALL, 15))), 300);
        OfferedWork.offer(Thread::onSpinWait);
        interlude.warmUp();
        ObjectNode state = Objects.requireNonNull(interlude.steadyState());
        assertThat(state.get("reason").textValue()).contains("fallen off the bus");
        assertThat(state.get("celsiusAfter").isNull()).isTrue();
        assertThat(interlude.isUnsteady()).isTrue();
        assertThat(clock.nanos() / 1e9).isLessThan(10);
    }

    @Test
    void workThatFailsIsNotHidden() {
        Interlude interlude = interlude(board(level()), 40);
        OfferedWork.offer(() -> {
            throw new IllegalStateException("out of memory");
        });
        assertThatThrownBy(interlude::warmUp).hasMessage("out of memory");
    }

    private static GpuScript level() {
        return new GpuScript().instant(SensorScript.boxcar(100, 100).withNoise(1));
    }

    private SimulatedNvml board(GpuScript gpu) {
        SimulatedNvml nvml = new SimulatedNvml("580.1", List.of(gpu), clock);
        nvml.start();
        return nvml;
    }

    private SimulatedNvml characterised(GpuScript gpu) {
        SimulatedNvml nvml = board(gpu);
        new PassportStore(folder)
                .save(Characterisation.run(
                        nvml,
                        nvml.devices().value().orElseThrow().get(0),
                        nvml.boards().get(0),
                        clock,
                        Pace.SHORT));
        return nvml;
    }

    private Interlude interlude(SimulatedNvml nvml, int steadySeconds) {
        SimulatedBoard board = nvml.boards().get(0);
        return interlude(meter(nvml), board::work, steadySeconds);
    }

    private Interlude interlude(GpuMeter meter, Consumer<Boolean> load, int steadySeconds) {
        return new Interlude(
                meter,
                clock,
                working -> {
                    loads.add(working);
                    load.accept(working);
                },
                steadySeconds);
    }

    private GpuMeter meter(Nvml nvml) {
        return new GpuMeter(nvml, "", new PassportStore(folder), new Neighbours(Set.of(), true), clock);
    }
}
