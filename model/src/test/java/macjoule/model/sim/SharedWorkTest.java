package macjoule.model.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class SharedWorkTest {
    private static final int PIECES = 7;
    private static final int BLOCKS = 200;
    private static final int THREADS = 3;

    @Test
    void everyPieceIsDoneOnceABlockAndBlocksFollowEachOther() {
        SharedWork work = new SharedWork(PIECES, THREADS);
        AtomicIntegerArray times = new AtomicIntegerArray(PIECES);
        AtomicIntegerArray early = new AtomicIntegerArray(1);
        try (Workers workers = new Workers(THREADS)) {
            workers.forEach(THREADS, thread -> {
                for (int block = 0; block < BLOCKS; block++) {
                    int current = block;
                    work.share(thread, block, piece -> {
                        boolean inOrder =
                                times.getAndIncrement(piece) == current && times.get((piece + 1) % PIECES) >= current;
                        early.addAndGet(0, inOrder ? 0 : 1);
                    });
                    work.await(block);
                }
            });
        }
        for (int piece = 0; piece < PIECES; piece++) {
            assertThat(times.get(piece)).isEqualTo(BLOCKS);
        }
        assertThat(early.get(0)).isZero();
    }

    @Test
    void aThreadAloneDoesEverything() {
        SharedWork work = new SharedWork(PIECES, THREADS);
        AtomicIntegerArray times = new AtomicIntegerArray(PIECES);
        work.share(2, 0, piece -> times.incrementAndGet(piece));
        work.await(0);
        for (int piece = 0; piece < PIECES; piece++) {
            assertThat(times.get(piece)).isEqualTo(1);
        }
    }

    @Test
    void aFailureKeepsNobodyWaiting() {
        SharedWork work = new SharedWork(PIECES, THREADS);
        try (Workers workers = new Workers(THREADS)) {
            assertThatThrownBy(() -> workers.forEach(THREADS, thread -> {
                        work.share(thread, 0, piece -> {
                            throw new ArithmeticException("piece " + piece);
                        });
                        work.await(0);
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> work.await(0)).hasMessageContaining("failed");
    }
}
