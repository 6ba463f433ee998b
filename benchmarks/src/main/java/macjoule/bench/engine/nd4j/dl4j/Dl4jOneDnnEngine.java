package macjoule.bench.engine.nd4j.dl4j;

import macjoule.bench.engine.Availability;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;
import macjoule.bench.engine.nd4j.Backend;

/** Deeplearning4j with its use of oneDNN switched on. */
public final class Dl4jOneDnnEngine implements Engine {

    @Override
    public String name() {
        return "dl4j-onednn";
    }

    @Override
    public String description() {
        return "Deeplearning4j layers with oneDNN switched on, which the release cannot do by itself";
    }

    @Override
    public Availability probe() {
        return Backend.probe();
    }

    @Override
    public Availability supports(Workload workload) {
        return LayerSupport.of(workload.network());
    }

    @Override
    public Session open(Workload workload, WeightSource weights) {
        Backend.load();
        return OneDnn.ON.with(() -> new GraphSession(workload, weights, OneDnn.ON));
    }
}
