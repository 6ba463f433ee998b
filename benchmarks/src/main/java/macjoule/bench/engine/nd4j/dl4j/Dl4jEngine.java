package macjoule.bench.engine.nd4j.dl4j;

/** Deeplearning4j as it was released. */
public final class Dl4jEngine extends GraphEngine {
    public Dl4jEngine() {
        super("dl4j", "Deeplearning4j layers as shipped, without oneDNN", false);
    }
}
