package macjoule.bench.bringup;

import macjoule.bench.energy.WorkLoop;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.engine.DeviceSession;

/** One workload over and over in a thread of its own, while another thread looks at the power it takes. */
final class SteadyWork implements OperationJoules.CountedWork, AutoCloseable {
    private static final double BATCH_SECONDS = 0.05;

    private final DeviceSession session;
    private final int batch;
    private final NanoClock clock;
    private final WorkLoop loop;
    private volatile OperationJoules.Progress progress;

    SteadyWork(DeviceSession session, NanoClock clock) {
        this.session = session;
        this.clock = clock;
        batch = EventTime.operations(session, BATCH_SECONDS);
        progress = new OperationJoules.Progress(0, clock.nanos());
        loop = new WorkLoop(this::work);
    }

    private void work() {
        session.time(batch);
        progress = new OperationJoules.Progress(progress.operations() + batch, clock.nanos());
    }

    @Override
    public OperationJoules.Progress progress() {
        return progress;
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public void close() {
        loop.close();
    }
}
