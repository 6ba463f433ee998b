package macjoule.bench.engine.reference;

import macjoule.bench.engine.Availability;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;

/** Computes anything, anywhere, slowly. */
public final class ReferenceEngine implements Engine {

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public String description() {
        return "plain Java loops in double precision, to check the others with";
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
        return new ReferenceSession(workload, weights);
    }
}
