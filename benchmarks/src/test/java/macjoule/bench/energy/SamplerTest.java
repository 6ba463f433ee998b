package macjoule.bench.energy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.fake.GpuScript;
import macjoule.bench.energy.fake.SensorScript;
import macjoule.bench.energy.fake.SimulatedNvml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.profile.ProfilerException;

/** Polling from another thread, one period at a time. */
@Timeout(20)
class SamplerTest {
    @TempDir
    private Path folder;

    /** A clock on which a pause lasts until it is let go on. */
    private static final class Steps implements NanoClock {
        private final Semaphore waiting = new Semaphore(0);
        private final Semaphore goOn = new Semaphore(0);

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public void pause(long nanos) {
            waiting.release();
            goOn.acquireUninterruptibly();
        }

        /** Returns once the next period is over. */
        void step() {
            goOn.release();
            waiting.acquireUninterruptibly();
        }
    }

    @Test
    void pollsWhileAWindowLasts() {
        Steps clock = new Steps();
        AtomicInteger polls = new AtomicInteger();
        Sampler sampler = new Sampler("test", polls::incrementAndGet, clock, 1);
        clock.waiting.acquireUninterruptibly();
        clock.step();
        assertThat(polls).hasValue(0);
        sampler.resume();
        clock.step();
        clock.step();
        assertThat(polls).hasValue(2);
        assertThat(sampler.pause()).isNull();
        clock.step();
        assertThat(polls).hasValue(2);
    }

    @Test
    void aPollThatFailsSpoilsItsOwnWindowAlone() {
        Steps clock = new Steps();
        AtomicInteger polls = new AtomicInteger();
        IllegalStateException failure = new IllegalStateException("a reading of no kind");
        Sampler sampler = new Sampler(
                "test",
                () -> {
                    if (polls.incrementAndGet() == 2) {
                        throw failure;
                    }
                },
                clock,
                1);
        clock.waiting.acquireUninterruptibly();
        sampler.resume();
        clock.step();
        clock.step();
        clock.step();
        assertThat(polls).hasValue(2);
        assertThat(sampler.pause()).isSameAs(failure);
        assertThat(sampler.pause()).isNull();
        sampler.resume();
        clock.step();
        assertThat(polls).hasValue(3);
        assertThat(sampler.pause()).isNull();
    }

    @Test
    void aWindowInWhichAPollFailedHasNoFigureAndSaysWhy() throws InterruptedException, ProfilerException {
        AtomicBoolean thrown = new AtomicBoolean();
        CountDownLatch kept = new CountDownLatch(1);
        NanoClock clock = new NanoClock() {
            @Override
            public long nanos() {
                if (Thread.currentThread().getName().equals("macjoule-sampler-gpu")) {
                    thrown.set(true);
                    throw new IllegalStateException("a clock of no kind");
                }
                return System.nanoTime();
            }

            @Override
            public void pause(long nanos) {
                if (thrown.get()) {
                    kept.countDown();
                }
                NanoClock.system().pause(nanos);
            }
        };
        GpuScript gpu = new GpuScript().counter(SensorScript.boxcar(1, 1));
        ProfilerOptions options = ProfilerOptions.parse("passports=" + folder);
        GpuEnergy energy = new GpuEnergy(new SimulatedNvml("580.1", List.of(gpu), clock), options, clock);
        energy.begin();
        kept.await();
        assertThat(energy.end().energy())
                .isInstanceOfSatisfying(
                        Energy.Invalid.class,
                        invalid -> assertThat(invalid.reason()).contains("a clock of no kind"));
    }
}
