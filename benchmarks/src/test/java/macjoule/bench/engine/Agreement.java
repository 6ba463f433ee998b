package macjoule.bench.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import macjoule.bench.engine.cudnn.CudnnBf16Engine;
import macjoule.bench.engine.cudnn.CudnnEngine;
import macjoule.bench.engine.cudnn.CudnnFp16Engine;
import macjoule.bench.engine.cudnn.CudnnTf32Engine;
import macjoule.bench.engine.jcuda.Bf16Engine;
import macjoule.bench.engine.jcuda.Fp16Engine;
import macjoule.bench.engine.jcuda.Fp32Engine;
import macjoule.bench.engine.jcuda.Tf32Engine;
import macjoule.bench.engine.reference.ReferenceEngine;
import macjoule.model.net.Convolution;
import macjoule.model.net.Layer;
import macjoule.model.net.Network;
import macjoule.model.net.NetworkBuilder;
import macjoule.model.net.Pad;
import macjoule.model.net.Padding;
import macjoule.model.net.Reshape;
import macjoule.model.net.Shape;
import macjoule.model.net.Tensor;
import macjoule.model.net.Upsample;
import macjoule.model.zoo.Zoo;

/** Holds an engine against the plain loops and tells how it fared, for tests that need a process of their own. */
public final class Agreement {
    private final Engine engine;

    private Agreement(Engine engine) {
        this.engine = engine;
    }

    /** Arguments: the name of the engine, then networks of the zoo, each with the size of its images, such as alexnet/67. */
    public static void main(String[] args) {
        // Not by Engines: the services of the tests stand before those of the build where both are in one folder.
        Engine engine = Stream.<Engine>of(
                        new Fp32Engine(),
                        new Tf32Engine(),
                        new Fp16Engine(),
                        new Bf16Engine(),
                        new CudnnEngine(),
                        new CudnnTf32Engine(),
                        new CudnnFp16Engine(),
                        new CudnnBf16Engine())
                .filter(one -> one.name().equals(args[0]))
                .findFirst()
                .orElseThrow();
        Agreement agreement = new Agreement(engine);
        LayerCases.all()
                .forEach((name, workload) ->
                        agreement.tell(name, workload, engine.tolerance().layer()));
        agreement.tell(block());
        agreement.tell(movingBlock());
        agreement.tellImages(Workload.layer(Convolution.of(5, 3).pad(1), List.of(new Shape(6, 9, 7)), 3));
        for (int i = 1; i < args.length; i++) {
            int slash = args[i].indexOf('/');
            int size = Integer.parseInt(args[i].substring(slash + 1));
            Network network = Zoo.get(args[i].substring(0, slash)).network(new Shape(3, size, size));
            agreement.tell(new Workload(network, 2));
        }
        System.out.println("done");
    }

    /** What can be fused, what only looks so, and a map that is flattened for a layer that sees all of it. */
    private static Workload block() {
        Tensor x = new NetworkBuilder("block")
                .input(new Shape(5, 9, 7))
                .conv("first", Convolution.of(8, 3).pad(1).noBias())
                .batchNorm()
                .apply("scale", new Layer.Scale())
                .relu();
        Tensor fork = x.conv("fork", Convolution.of(8, 1));
        Tensor sum = x.plus("sum", fork.relu()).relu();
        Tensor both = Tensor.concat("both", sum, fork);
        return new Workload(
                both.maxPool("pool", 2, 2, 0)
                        .flatten()
                        .dropout()
                        .fullyConnected("connected", 11)
                        .relu()
                        .softmax()
                        .network(),
                3);
    }

    /** Maps that change their shape between layers, with readers that need each element where it belongs. */
    private static Workload movingBlock() {
        Tensor x = new NetworkBuilder("moving block")
                .input(new Shape(4, 6, 5))
                .conv("first", Convolution.of(8, 3).pad(1))
                .apply("pad", new Pad(new Padding(1, 0, 0, 1)))
                .apply("reshape", new Reshape(new Shape(16, 7, 3)))
                .apply("upsample", new Upsample(2, 1))
                .relu()
                .flatten()
                .relu();
        return new Workload(
                x.fullyConnected("narrow", 12)
                        .apply("map", new Reshape(new Shape(3, 2, 2)))
                        .conv("last", Convolution.of(5, 2).pad(1))
                        .network(),
                3);
    }

    private void tell(Workload network) {
        tell(network.network().name(), network, engine.tolerance().of(network.network()));
    }

    private void tell(String name, Workload workload, double tolerance) {
        Verification found =
                Verification.compare(engine, new ReferenceEngine(), workload, new WeightSource(42), tolerance);
        System.out.printf(Locale.ROOT, "agreement|%s|%.3g|%s%n", name, found.maxRelativeError(), found.verified());
    }

    /** Whether images taken one by one are those of the whole result. */
    private void tellImages(Workload workload) {
        try (DeviceSession session = (DeviceSession) engine.open(workload, new WeightSource(42))) {
            session.run();
            float[] all = session.output();
            int size = all.length / workload.batch();
            boolean same = true;
            for (int image = 0; image < workload.batch(); image++) {
                same &= Arrays.equals(session.output(image), Arrays.copyOfRange(all, image * size, (image + 1) * size));
            }
            System.out.println("agreement|image by image|0|" + same);
        }
    }
}
