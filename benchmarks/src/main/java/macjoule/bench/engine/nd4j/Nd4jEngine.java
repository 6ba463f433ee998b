package macjoule.bench.engine.nd4j;

import macjoule.bench.engine.Availability;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;
import macjoule.model.net.Layer;

/** Raw ND4J operations on arrays that are in place before the first run. */
public final class Nd4jEngine implements Engine {

    @Override
    public String name() {
        return "nd4j";
    }

    @Override
    public String description() {
        return "raw ND4J operations, channels last, with oneDNN on a CPU";
    }

    @Override
    public Availability probe() {
        return Backend.probe();
    }

    @Override
    public Availability supports(Workload workload) {
        boolean evenWindow = workload.network().nodes().stream()
                .anyMatch(node -> node.layer() instanceof Layer.LocalResponseNorm lrn && lrn.size() % 2 == 0);
        return evenWindow
                ? Availability.no("ND4J normalises across an odd number of neighbouring channels only")
                : Availability.yes();
    }

    @Override
    public Session open(Workload workload, WeightSource weights) {
        Backend.load();
        return new Nd4jSession(workload, weights);
    }
}
