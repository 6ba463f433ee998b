package macjoule.bench.engine.jcuda;

import java.util.stream.Stream;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.Verification;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;
import macjoule.bench.engine.reference.ReferenceEngine;
import macjoule.bench.plan.BenchmarkCase;

/** What a test has a process of its own do: computes a layer by every kernel that can and holds each against the plain loops. */
final class StubChoices {
    private StubChoices() {}

    /** Arguments: the engine and the key of a layer. */
    public static void main(String[] args) {
        JcudaEngine engine = Stream.of(new Fp32Engine(), new Fp16Engine())
                .filter(one -> one.name().equals(args[0]))
                .findFirst()
                .orElseThrow();
        Workload workload = BenchmarkCase.of(args[1]).workload();
        WeightSource weights = new WeightSource(1);
        float[] expected = result(new ReferenceEngine().open(workload, weights));
        double tolerance = engine.tolerance().layer();
        engine.choices(workload, weights)
                .forEach((kernel, opening) -> System.out.println(kernel + ": "
                        + Verification.of(result(opening.get()), expected, tolerance)
                                .verified()));
    }

    private static float[] result(Session opened) {
        try (Session session = opened) {
            session.run();
            return session.output();
        }
    }
}
