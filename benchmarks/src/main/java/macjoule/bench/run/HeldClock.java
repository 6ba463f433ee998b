package macjoule.bench.run;

import macjoule.bench.energy.clocks.ClockLock;

/** What came of holding the clock of one GPU. */
record HeldClock(String gpu, ClockLock.Attempt attempt) {
    /** Why there may be no clock to hold. */
    static final String NO_GPU = "no engine of this run computes on a GPU";

    /** In a few words. */
    String state() {
        return gpu
                + (attempt.megahertz() == null
                        ? " free: " + attempt.reason()
                        : " held at " + attempt.megahertz() + " MHz");
    }

    void free() {
        ClockLock lock = attempt.lock();
        if (lock != null) {
            lock.close();
        }
    }
}
