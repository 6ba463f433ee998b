package macjoule.bench.run;

import java.util.concurrent.locks.LockSupport;
import macjoule.bench.engine.Availability;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;
import macjoule.bench.engine.reference.ReferenceEngine;

/** Engines that need no library and fail as libraries do. Only there for tests that ask for them by a system property. */
public abstract class FakeEngine implements Engine {
    /** Set to true where these engines are to be available. */
    public static final String SWITCH = "macjoule.test.fakeEngines";

    private final String name;

    FakeEngine(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return "an engine for tests";
    }

    @Override
    public Availability probe() {
        return Boolean.getBoolean(SWITCH) ? Availability.yes() : Availability.no("it is only for tests");
    }

    @Override
    public Availability supports(Workload workload) {
        return workload.batch() > 1 ? Availability.no("fake engines take one image") : Availability.yes();
    }

    /** Computes what the reference computes. */
    public static final class Good extends FakeEngine {
        public Good() {
            super("fake");
        }

        @Override
        public Session open(Workload workload, WeightSource weights) {
            return new ReferenceEngine().open(workload, weights);
        }
    }

    /** Takes 20 ms for each image, as precisely as it can. */
    public static final class Paced extends FakeEngine {
        private static final long NANOS = 20_000_000;

        public Paced() {
            super("fake-paced");
        }

        @Override
        public Session open(Workload workload, WeightSource weights) {
            Session session = new ReferenceEngine().open(workload, weights);
            return new Session() {
                @Override
                public void run() {
                    long end = System.nanoTime() + NANOS;
                    session.run();
                    while (System.nanoTime() < end) {
                        LockSupport.parkNanos(end - System.nanoTime());
                    }
                }

                @Override
                public void synchronise() {}

                @Override
                public float[] output() {
                    return session.output();
                }

                @Override
                public void close() {
                    session.close();
                }
            };
        }
    }

    /** Computes something else. */
    public static final class Wrong extends FakeEngine {
        public Wrong() {
            super("fake-wrong");
        }

        @Override
        public Session open(Workload workload, WeightSource weights) {
            return new ReferenceEngine().open(workload, new WeightSource(-1));
        }
    }

    /** Throws, as a library does that runs out of memory. */
    public static final class Broken extends FakeEngine {
        public Broken() {
            super("fake-broken");
        }

        @Override
        public Session open(Workload workload, WeightSource weights) {
            throw new IllegalStateException(
                    "no memory for " + workload.network().name());
        }
    }

    /** Takes the process with it, as native code does. */
    public static final class Crashing extends FakeEngine {
        public Crashing() {
            super("fake-crashing");
        }

        @Override
        public Session open(Workload workload, WeightSource weights) {
            Runtime.getRuntime().halt(7);
            throw new AssertionError("halted before");
        }
    }
}
