package macjoule.bench.engine.jcuda;

import java.util.List;
import java.util.stream.Stream;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.Verification;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;
import macjoule.bench.engine.reference.ReferenceEngine;
import macjoule.model.net.Layer;
import macjoule.model.net.Layer.Pooling.Mode;
import macjoule.model.net.Shape;

/** What a test has a process of its own do: holds the means of large images against those of the plain loops. */
final class StubImages {
    private StubImages() {}

    /** Argument: the engine. */
    public static void main(String[] args) {
        JcudaEngine engine = Stream.of(new Fp32Engine(), new Fp16Engine())
                .filter(one -> one.name().equals(args[0]))
                .findFirst()
                .orElseThrow();
        Workload workload = Workload.layer(new Layer.GlobalPooling(Mode.AVERAGE), List.of(new Shape(64, 128, 128)), 5);
        WeightSource weights = new WeightSource(1);
        try (Session session = engine.open(workload, weights);
                Session reference = new ReferenceEngine().open(workload, weights)) {
            session.run();
            reference.run();
            double tolerance = engine.tolerance().layer();
            System.out.println(Verification.of(session.output(), reference.output(), tolerance)
                    .verified());
        }
    }
}
