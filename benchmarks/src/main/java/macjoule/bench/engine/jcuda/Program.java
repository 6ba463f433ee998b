package macjoule.bench.engine.jcuda;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import macjoule.bench.engine.BufferPlan;
import macjoule.bench.engine.ScaleFolding;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;
import macjoule.bench.engine.jcuda.driver.DeviceMemory;
import macjoule.bench.engine.jcuda.driver.Gpu;
import macjoule.model.net.Layer;
import macjoule.model.net.Node;
import macjoule.model.net.Reshape;
import macjoule.model.net.Shape;
import org.jspecify.annotations.Nullable;

/** A workload on the device: its inputs and weights in place, its launches in order, its result. */
final class Program {
    /** How many values of an input the host makes at a time: enough for all of its cores. */
    private static final int PIECE = 1 << 22;

    private final List<Step> steps = new ArrayList<>();
    private final Map<Node, Maps> results = new HashMap<>();
    private final Gpu gpu;
    private final Precision precision;
    private final Workload workload;
    private final DevicePool pool;
    private final ChannelKernels channels;
    private final @Nullable ImageChannels images;

    Program(
            Gpu gpu,
            Precision precision,
            Workload workload,
            WeightSource weights,
            DevicePool pool,
            ConvolutionLibrary library,
            Tuner tuner) {
        this.gpu = gpu;
        this.precision = precision;
        this.workload = workload;
        this.pool = pool;
        int batch = workload.batch();
        channels = new ChannelKernels(new Helpers(gpu), precision, batch);
        ScaleFolding folding = new ScaleFolding(workload.network());
        Fusion fusion = new Fusion(workload.network(), folding, precision);
        LayerCompiler compiler =
                new LayerCompiler(gpu, precision, batch, weights, pool, fusion, folding, library, tuner);
        BufferPlan plan = new BufferPlan(
                workload.network(),
                node -> fusion.isInPlace(node) ? node.inputs().get(0) : node);
        images = library == ConvolutionLibrary.NONE ? new ImageChannels(workload.network(), batch, precision) : null;
        List<DeviceMemory> buffers = new ArrayList<>();
        sizes(plan).forEach(size -> buffers.add(pool.empty(size * batch * precision.bytes(), "the maps")));
        buffers.forEach(gpu::clear);
        for (Node node : workload.network().nodes()) {
            DeviceMemory buffer = buffers.get(plan.bufferOf(node));
            results.put(node, new Maps(buffer, shapeInMemory(node, fusion)));
            if (node.layer() instanceof Layer.Input) {
                fill(node, weights);
            } else if (!fusion.isInPlace(node)) {
                List<Maps> inputs = node.inputs().stream().map(this::resultOf).toList();
                steps.addAll(compiler.compile(node, inputs, resultOf(node)));
            }
        }
        gpu.synchronise();
    }

    /** What is in place keeps the shape that it lies in, where that matters: a vector may be a map that nobody has reordered. */
    private Shape shapeInMemory(Node node, Fusion fusion) {
        boolean keeps = precision.isChannelsLast() && fusion.isInPlace(node) && !(node.layer() instanceof Reshape);
        return keeps ? resultOf(node.inputs().get(0)).shape() : filled(node);
    }

    /** With the channels that only we give it; libraries would have to be told of them. */
    private Shape filled(Node node) {
        return images == null ? node.output() : images.inMemory(node);
    }

    private List<Long> sizes(BufferPlan plan) {
        List<Long> sizes = new ArrayList<>(plan.sizes());
        workload.network()
                .nodes()
                .forEach(node -> sizes.set(
                        plan.bufferOf(node),
                        Math.max(sizes.get(plan.bufferOf(node)), filled(node).elements())));
        return sizes;
    }

    private Maps resultOf(Node node) {
        return Objects.requireNonNull(results.get(node));
    }

    /** A few images at a time: all of them may be gigabytes, which the host and the device would have to have room for twice. */
    private void fill(Node input, WeightSource weights) {
        int most = (int) Math.max(1, PIECE / input.output().elements());
        for (int first = 0; first < workload.batch(); first += most) {
            int count = Math.min(most, workload.batch() - first);
            Maps maps = part(resultOf(input), first, count);
            fill(maps, count, input.output().channels(), weights.images(input, first, count));
        }
    }

    private void fill(Maps maps, int count, int channelsOfHost, float[] values) {
        if (precision == Precision.FP32) {
            maps.memory().write(values);
            return;
        }
        DeviceMemory floats = pool.of(values, "the input");
        ChannelKernels some = new ChannelKernels(new Helpers(gpu), precision, count);
        gpu.launch(some.fromHost(floats, channelsOfHost, maps));
        gpu.synchronise();
        pool.release(floats);
    }

    private Maps part(Maps maps, int first, int count) {
        long bytes = maps.shape().elements() * precision.bytes();
        return new Maps(maps.memory().part(first * bytes, count * bytes), maps.shape());
    }

    List<Step> steps() {
        return steps;
    }

    /** The result, ordered by image, channel, row and column. Waits for it. */
    float[] output() {
        return output(resultOf(workload.result()), workload.batch(), channels);
    }

    /** The result of one image. */
    float[] output(int image) {
        Objects.checkIndex(image, workload.batch());
        Maps one = part(resultOf(workload.result()), image, 1);
        return output(one, 1, new ChannelKernels(new Helpers(gpu), precision, 1));
    }

    private float[] output(Maps result, int images, ChannelKernels converting) {
        float[] values = new float[Math.toIntExact(images * result.shape().elements())];
        if (precision == Precision.FP32) {
            result.memory().read(values);
            return values;
        }
        DeviceMemory floats = pool.empty((long) values.length * Float.BYTES, "the result");
        gpu.launch(converting.toHost(result, floats));
        floats.read(values);
        pool.release(floats);
        return values;
    }
}
