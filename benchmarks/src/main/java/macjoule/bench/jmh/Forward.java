package macjoule.bench.jmh;

import macjoule.bench.energy.OfferedWork;
import macjoule.bench.engine.DeviceSession;
import macjoule.bench.engine.Session;
import macjoule.bench.plan.BenchmarkCase;
import macjoule.model.BadInputException;

/** What one invocation of the benchmarks of this package does with a case. */
final class Forward implements AutoCloseable {
    private final Session session;
    private final boolean cold;
    private final int operations;

    private Forward(Session session, boolean cold, int operations) {
        this.session = session;
        this.cold = cold;
        this.operations = operations;
    }

    /**
     * Opens a case.
     *
     * @param operations how many forward passes an invocation makes, as JMH was told
     */
    static Forward open(String key, String engine, int operations) {
        boolean cold = BenchmarkCase.isCold(key);
        Session session = ForwardState.open(key, engine);
        if (cold && !(session instanceof DeviceSession)) {
            session.close();
            throw new BadInputException("no cache that could be emptied", key, "take an engine on a GPU");
        }
        Forward forward = new Forward(session, cold, operations);
        if (!cold) {
            OfferedWork.offer(forward::repeat);
        }
        return forward;
    }

    /** Waits for the device at the end, or only the launches would be timed. */
    void run() {
        if (session instanceof DeviceSession device) {
            DeviceTime.add(cold ? device.timeCold(operations) : device.time(operations), operations);
        } else {
            repeat();
        }
    }

    /** The same outside of any iteration, whose time it must not be counted with. */
    private void repeat() {
        if (session instanceof DeviceSession device) {
            device.time(operations);
            return;
        }
        for (int i = 0; i < operations; i++) {
            session.run();
        }
        session.synchronise();
    }

    @Override
    public void close() {
        OfferedWork.withdraw();
        session.close();
    }
}
