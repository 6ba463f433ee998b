package macjoule.bench.energy.fake;

import macjoule.bench.energy.core.NanoClock;

/** A clock that moves only when someone waits on it. */
public final class VirtualClock implements NanoClock {
    private long now;

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void pause(long nanos) {
        now += nanos;
    }
}
