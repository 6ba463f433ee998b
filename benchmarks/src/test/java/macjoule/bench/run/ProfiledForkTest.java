package macjoule.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import macjoule.bench.jmh.WindowEnergy;
import macjoule.calibration.record.IdleReading;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.IterationResult;

class ProfiledForkTest {
    /** JMH passes over a profiler that cannot be made in the fork, without a word. */
    @Test
    void aProfilerThatWasNotThereIsNoticed() {
        WindowEnergy energy = new ProfiledFork("gpu=none", "cpu", "").read(1, new IterationResult(null, null, null));
        assertThat(energy.joules()).isNull();
        assertThat(energy.joulesReason()).contains("profiler was not there");
        assertThat(energy.clockHzReason()).contains("profiler was not there");
    }

    @Test
    void anIdlePowerThatWasNotToldIsUnknown() {
        IdleReading idle = new ProfiledFork("gpu=none", "cpu", "").idle("before");
        assertThat(idle.watts()).isNull();
        assertThat(idle.reason()).contains("told nothing");
    }
}
