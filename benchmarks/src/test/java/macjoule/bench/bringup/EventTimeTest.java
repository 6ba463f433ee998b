package macjoule.bench.bringup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import macjoule.bench.engine.Availability;
import macjoule.bench.engine.DeviceException;
import macjoule.bench.engine.DeviceSession;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;
import org.junit.jupiter.api.Test;

/** Engines that refuse, and one whose result is wrong. */
class EventTimeTest {
    private static final String KEY = "layer/ci2-hi4-wi4-co3-hf3-wf3-pad1/n8";

    private final List<Integer> batches = new ArrayList<>();

    private Timing of(Function<Workload, Session> opening) {
        return EventTime.of(KEY, new Engine() {
            @Override
            public String name() {
                return "fake";
            }

            @Override
            public String description() {
                return "does as it is told";
            }

            @Override
            public Availability probe() {
                return Availability.yes();
            }

            @Override
            public Availability supports(Workload workload) {
                return Availability.yes();
            }

            @Override
            public Session open(Workload workload, WeightSource weights) {
                batches.add(workload.batch());
                return opening.apply(workload);
            }
        });
    }

    private static DeviceException outOfMemory() {
        return new DeviceException("out of memory") {
            private static final long serialVersionUID = 1;

            @Override
            public boolean isOutOfMemory() {
                return true;
            }
        };
    }

    @Test
    void whatDoesNotFitIsTriedAtHalfTheBatch() {
        Timing timing = of(workload -> {
            if (workload.batch() > 2) {
                if (workload.batch() > 4) {
                    throw outOfMemory();
                }
                throw memoryOfTheHost();
            }
            return new Wrong(workload);
        });
        assertThat(batches).containsExactly(8, 4, 2);
        assertThat(timing.key()).endsWith("/n2");
        assertThat(timing.secondsPerOp()).isNotNull();
    }

    /** As of an array that is too large for the heap. */
    private static OutOfMemoryError memoryOfTheHost() {
        return new OutOfMemoryError("Java heap space");
    }

    @Test
    void anyOtherRefusalIsTheSameAtEachBatch() {
        Timing timing = of(workload -> {
            throw new DeviceException("no such kernel");
        });
        assertThat(batches).containsExactly(8);
        assertThat(timing.reason()).isEqualTo("no such kernel");
        assertThat(timing.secondsPerOp()).isNull();
    }

    @Test
    void aWrongResultKeepsItsTime() {
        Timing timing = of(Wrong::new);
        // Zeros are off by all of the largest value.
        assertThat(timing.error()).isEqualTo(1);
        assertThat(timing.reason()).startsWith("its result is off by 1.0 of the largest value, more than 1.0E-5");
        assertThat(timing.secondsPerOp()).isEqualTo(1e-3);
        assertThat(timing.kernels()).isEqualTo("a kernel");
    }

    /** Takes a millisecond for each operation, and leaves nothing but zeros. */
    private record Wrong(Workload workload) implements DeviceSession {
        @Override
        public double time(int operations) {
            return operations * 1e-3;
        }

        @Override
        public double timeCold(int operations) {
            return time(operations);
        }

        @Override
        public float[] output(int index) {
            return new float[Math.toIntExact(workload.result().output().elements())];
        }

        @Override
        public float[] output() {
            return output(0);
        }

        @Override
        public List<String> kernels() {
            return List.of("a kernel");
        }

        @Override
        public void run() {}

        @Override
        public void synchronise() {}

        @Override
        public void close() {}
    }
}
