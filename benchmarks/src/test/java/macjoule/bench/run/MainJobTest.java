package macjoule.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import macjoule.bench.run.MainJob.Outcome;
import macjoule.bench.run.MainJob.Status;
import macjoule.bench.run.MainJob.Step;
import org.junit.jupiter.api.Test;

class MainJobTest {
    @Test
    void aFailingStepDoesNotStopTheOthers() {
        AtomicLong clock = new AtomicLong();
        MainJob job = new MainJob(
                List.of(
                        new Step("count", () -> "27 networks"),
                        new Step("measure", () -> {
                            throw new IOException("the sensor went away");
                        }),
                        new Step("count traffic", () -> {
                            throw new BlockedException("no GPU is in sight");
                        }),
                        new Step("report", () -> "written")),
                () -> clock.addAndGet(500_000_000));
        List<String> progress = new ArrayList<>();
        assertThat(job.run(progress::add))
                .containsExactly(
                        new Outcome("count", Status.DONE, 0.5, "27 networks"),
                        new Outcome("measure", Status.FAILED, 0.5, "the sensor went away"),
                        new Outcome("count traffic", Status.UNAVAILABLE, 0.5, "no GPU is in sight"),
                        new Outcome("report", Status.DONE, 0.5, "written"));
        assertThat(progress).containsExactly("[1/4] count", "[2/4] measure", "[3/4] count traffic", "[4/4] report");
    }
}
