package macjoule.bench.engine.nd4j.dl4j;

import macjoule.bench.engine.Availability;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;
import macjoule.bench.engine.nd4j.Backend;

/** Deeplearning4j, with or without oneDNN. What needs ND4J is named in {@link #open} alone, since it may not be there. */
abstract class GraphEngine implements Engine {
    private final String name;
    private final String description;
    private final boolean withOneDnn;

    GraphEngine(String name, String description, boolean withOneDnn) {
        this.name = name;
        this.description = description;
        this.withOneDnn = withOneDnn;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final Availability probe() {
        return Backend.probe();
    }

    @Override
    public final Availability supports(Workload workload) {
        return LayerSupport.of(workload.network());
    }

    @Override
    public final Session open(Workload workload, WeightSource weights) {
        Backend.load();
        OneDnn oneDnn = withOneDnn ? OneDnn.ON : OneDnn.OFF;
        return oneDnn.with(() -> new GraphSession(workload, weights, oneDnn));
    }
}
