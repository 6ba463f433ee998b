package macjoule.bench.energy.core;

import java.util.concurrent.locks.LockSupport;

/** A monotonic clock that can also wait, so that timing code can be tested without waiting. */
public interface NanoClock {
    /** Nanoseconds since some fixed moment. */
    long nanos();

    /** Waits about this long. */
    void pause(long nanos);

    /** The clock of this computer; steps of the wall clock do not touch it. */
    static NanoClock system() {
        return new NanoClock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void pause(long nanos) {
                LockSupport.parkNanos(nanos);
            }
        };
    }
}
