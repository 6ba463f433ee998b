package macjoule.bench.engine.nd4j.dl4j;

/** Deeplearning4j with its use of oneDNN switched on. */
public final class Dl4jOneDnnEngine extends GraphEngine {
    public Dl4jOneDnnEngine() {
        super(
                "dl4j-onednn",
                "Deeplearning4j layers with oneDNN switched on, which the release cannot do by itself",
                true);
    }
}
