package macjoule.bench.energy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work that is begun and ended from outside. */
@Timeout(20)
class WorkLoopTest {

    @Test
    void startDoesNotWaitForTheFirstOperationToEnd() {
        CountDownLatch end = new CountDownLatch(1);
        try (WorkLoop loop = new WorkLoop(() -> await(end))) {
            loop.start();
            end.countDown();
            loop.stop();
        }
        assertThat(end.getCount()).isZero();
    }

    @Test
    void nothingRunsAnyMoreOnceItIsClosed() {
        AtomicBoolean ended = new AtomicBoolean();
        CountDownLatch closing = new CountDownLatch(1);
        Thread closer = Thread.currentThread();
        try (WorkLoop loop = new WorkLoop(() -> {
            await(closing);
            while (closer.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            ended.set(true);
        })) {
            loop.start();
            closing.countDown();
        }
        assertThat(ended).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
