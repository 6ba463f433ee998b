package macjoule.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeLeftTest {
    @Test
    void otherStepsTakeAsLongAsThoseDone() {
        AtomicLong now = new AtomicLong(5_000_000_000L);
        TimeLeft left = new TimeLeft(4, now::get);
        now.addAndGet(60_000_000_000L);
        assertThat(left.afterAnother()).isEqualTo("about 3 min left");
        now.addAndGet(20_000_000_000L);
        assertThat(left.afterAnother()).isEqualTo("about 80 s left");
        left.afterAnother();
        assertThat(left.afterAnother()).isEqualTo("about 0 s left");
        assertThat(left.afterAnother()).isEqualTo("about 0 s left");
    }
}
