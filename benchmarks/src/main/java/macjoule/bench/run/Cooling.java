package macjoule.bench.run;

import java.util.List;
import macjoule.bench.energy.SensorSpec;
import macjoule.bench.energy.core.NanoClock;
import macjoule.calibration.record.Measurement;

/** Lets a card cool that heat has held back, so that what was spoilt can be measured again, a few times and no more. */
final class Cooling {
    /** How often a fork is measured at most. */
    static final int ATTEMPTS = 3;

    private static final long HOST_NANOS = 30_000_000_000L;

    private final long nanos;
    private final NanoClock clock;

    /** A scripted card does not cool by waiting. */
    Cooling(SensorSpec sensor, NanoClock clock) {
        this.nanos = sensor.isHost() ? HOST_NANOS : 0;
        this.clock = clock;
    }

    void await() {
        clock.pause(nanos);
    }

    static boolean isNeeded(List<Measurement> windows) {
        return windows.stream()
                .anyMatch(window -> window.sensor() != null
                        && window.sensor().path("cause").asText().equals("throttled"));
    }
}
