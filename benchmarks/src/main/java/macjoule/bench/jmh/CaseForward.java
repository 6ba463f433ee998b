package macjoule.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/** One forward pass of a case. Kinds of case are benchmarks of their own, each with a case of its kind to begin with. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class CaseForward {
    @Param("nd4j")
    public String engine = "";

    @SuppressWarnings("NullAway.Init")
    private Forward forward;

    abstract String key();

    @Setup
    public void open(BenchmarkParams params) {
        forward = Forward.open(key(), engine, params.getOpsPerInvocation());
    }

    @Benchmark
    public Object forward() {
        forward.run();
        return forward;
    }

    @TearDown
    public void close() {
        forward.close();
    }
}
