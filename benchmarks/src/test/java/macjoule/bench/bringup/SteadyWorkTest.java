package macjoule.bench.bringup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import macjoule.bench.bringup.OperationJoules.Progress;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.engine.DeviceException;
import macjoule.bench.engine.DeviceSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work on a device that says of itself that an operation takes 10 ms, and takes none. */
@Timeout(20)
class SteadyWorkTest {

    @Test
    void tellsHowManyBatchesOfFiveAreDone() {
        Device device = new Device(Long.MAX_VALUE);
        try (SteadyWork work = new SteadyWork(device, NanoClock.system())) {
            assertThat(work.progress().operations()).isZero();
            work.start();
            Progress first = work.progress();
            while (work.progress().operations() < first.operations() + 10) {
                Thread.onSpinWait();
            }
            work.stop();
            Progress last = work.progress();
            assertThat(last.operations() % 5).isZero();
            assertThat(last.nanos()).isGreaterThan(first.nanos());
            long before = device.operations.get();
            work.start();
            work.stop();
            assertThat(work.progress().operations() - last.operations()).isEqualTo(device.operations.get() - before);
        }
    }

    @Test
    void tellsWhatItFailedWith() {
        try (SteadyWork work = new SteadyWork(new Device(100), NanoClock.system())) {
            work.start();
            while (work.progress().operations() < 90) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(work::stop).isInstanceOf(DeviceException.class).hasMessage("fell off the bus");
        }
    }

    /** 30 operations in 0.6 s. */
    @Test
    void timeIsOfTheOperationsInBetween() {
        Progress before = new Progress(10, 1_000_000_000);
        assertThat(new Progress(40, 1_600_000_000).secondsPerOpSince(before)).isCloseTo(0.02, within(1e-12));
        assertThat(before.secondsPerOpSince(before)).isNaN();
    }

    private static final class Device implements DeviceSession {
        private final long most;
        private final AtomicLong operations = new AtomicLong();

        private Device(long most) {
            this.most = most;
        }

        @Override
        public double time(int count) {
            if (operations.addAndGet(count) > most) {
                throw new DeviceException("fell off the bus");
            }
            return 0.01 * count;
        }

        @Override
        public double timeCold(int count) {
            return time(count);
        }

        @Override
        public float[] output(int index) {
            return new float[0];
        }

        @Override
        public List<String> kernels() {
            return List.of();
        }

        @Override
        public void run() {
            time(1);
        }

        @Override
        public void synchronise() {}

        @Override
        public float[] output() {
            return new float[0];
        }

        @Override
        public void close() {}
    }
}
