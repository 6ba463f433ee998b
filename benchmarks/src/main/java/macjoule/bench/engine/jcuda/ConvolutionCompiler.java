package macjoule.bench.engine.jcuda;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.jcuda.driver.Arguments;
import macjoule.bench.engine.jcuda.driver.DeviceMemory;
import macjoule.bench.engine.jcuda.driver.Gpu;
import macjoule.bench.engine.jcuda.driver.Grid;
import macjoule.bench.engine.jcuda.driver.Launch;
import macjoule.bench.engine.jcuda.driver.Work;
import macjoule.model.net.Node;
import org.jspecify.annotations.Nullable;

/** Turns convolutions and fully connected layers into launches, with the kernel that the {@link Tuner} finds best. */
final class ConvolutionCompiler {
    private final Gpu gpu;
    private final Precision precision;
    private final WeightSource weights;
    private final DevicePool pool;
    private final Helpers helpers;
    private final Filters filters;
    private final Tuner tuner;
    private final ConvolutionLibrary library;
    private @Nullable DeviceMemory workspace;

    ConvolutionCompiler(
            Gpu gpu,
            Precision precision,
            WeightSource weights,
            DevicePool pool,
            Tuner tuner,
            ConvolutionLibrary library) {
        this.gpu = gpu;
        this.precision = precision;
        this.weights = weights;
        this.pool = pool;
        this.tuner = tuner;
        this.library = library;
        helpers = new Helpers(gpu);
        filters = new Filters(gpu, helpers, pool, precision);
    }

    /** What a layer needs whichever kernel computes it. */
    private record Job(
            String layer,
            ConvolutionShape shape,
            Maps input,
            Maps output,
            DeviceMemory plainFilters,
            @Nullable DeviceMemory packedFilters,
            @Nullable DeviceMemory bias,
            int function) {}

    /**
     * @param function what to apply to each output: 0 for nothing, 1 for a ReLU
     */
    List<Step> compile(Node node, ConvolutionShape shape, Maps input, Maps output, int function) {
        DeviceMemory plain = filters.plain(weights.weights(node), node.name());
        DeviceMemory bias =
                WeightSource.hasBias(node.layer()) ? pool.of(weights.bias(node), "the bias of " + node.name()) : null;
        Optional<List<Work>> foreign = byLibrary(node, shape, plain, bias, input, output, function);
        if (foreign.isPresent()) {
            return Step.all(node, foreign.get(), "");
        }
        if (shape.isDepthwise()) {
            Job job = new Job(node.name(), shape, input, output, plain, null, bias, function);
            return List.of(Step.of(node, eachAlone("depthwise_" + precision.maps(), job)));
        }
        ConvolutionShape filled =
                precision.isChannelsLast() ? shape.withChannels(input.shape().channels()) : shape;
        List<Candidate> candidates = Candidates.of(filled, precision, gpu.identity());
        boolean packs = candidates.stream().anyMatch(one -> one.tile() != null);
        DeviceMemory packed = packs ? filters.packed(plain, filled, shape.channelsPerGroup(), node.name()) : null;
        Job job = new Job(node.name(), filled, input, output, plain, packed, bias, function);
        Candidate best = tuner.best(filled, candidates, candidate -> launches(job, candidate));
        List<Launch> launches = launches(job, best);
        if (best.tile() != null && packed != plain) {
            gpu.synchronise();
            pool.release(plain);
        }
        String channels = filled.equals(shape)
                ? ""
                : ", " + shape.input().channels() + " channels as "
                        + filled.input().channels();
        return Step.all(node, launches, best.note() + channels);
    }

    /** What the library makes of it, with bias and activation behind it if the library leaves them. */
    private Optional<List<Work>> byLibrary(
            Node node,
            ConvolutionShape shape,
            DeviceMemory plain,
            @Nullable DeviceMemory bias,
            Maps input,
            Maps output,
            int function) {
        if (library == ConvolutionLibrary.NONE) {
            return Optional.empty();
        }
        ConvolutionTask task = new ConvolutionTask(
                shape.batch(),
                shape.input(),
                shape.output(),
                shape.window(),
                shape.groups(),
                input.memory().address(),
                filters.dense(plain, shape, node.name()).address(),
                filters.stored(weights.bias(node), node.name()).address(),
                bias != null,
                function != 0,
                output.memory().address(),
                bytes -> workspace(bytes).address());
        return library.compile(task).map(product -> {
            List<Work> works = new ArrayList<>(List.of(product.work()));
            if (!product.finished() && (bias != null || function != 0)) {
                works.add(finish(node, shape, output, function));
            }
            return works;
        });
    }

    private Launch finish(Node node, ConvolutionShape shape, Maps output, int function) {
        float[] ones = new float[shape.filters()];
        Arrays.fill(ones, 1);
        Arguments arguments = new Arguments()
                .memory(output.memory())
                .memory(pool.of(ones, "the factors of " + node.name()))
                .memory(pool.of(weights.bias(node), "the bias of " + node.name()))
                .memory(output.memory())
                .struct(shape.outputs(), shape.filters(), inner(shape), function);
        return helpers.striding("scale_" + precision.maps(), shape.outputs(), arguments);
    }

    private int inner(ConvolutionShape shape) {
        return precision.isChannelsLast()
                ? 1
                : shape.output().height() * shape.output().width();
    }

    private List<Launch> launches(Job job, Candidate candidate) {
        if (candidate.tile() == null) {
            return List.of(eachAlone(candidate.kernel(job.shape(), precision), job));
        }
        if (candidate.splits() == 1) {
            return List.of(tiled(job, candidate, candidate.tile(), job.output().memory()));
        }
        DeviceMemory partial = workspace((long) candidate.splits() * job.shape().outputs() * Float.BYTES);
        return List.of(tiled(job, candidate, candidate.tile(), partial), reduction(job, candidate.splits(), partial));
    }

    private Launch tiled(Job job, Candidate candidate, Tile tile, DeviceMemory target) {
        ConvolutionShape shape = job.shape();
        Loader loader = Loader.of(shape, precision, tile);
        Arguments arguments =
                new Arguments().memory(job.input().memory()).memory(Objects.requireNonNull(job.packedFilters()));
        orNone(arguments, job.bias()).memory(target);
        DeviceMemory offsets = loader.needsOffsets() ? filters.offsets(shape, loader.vector()) : null;
        orNone(arguments, offsets).struct(shape.struct(candidate.splits(), job.function()));
        Grid grid = new Grid(
                Filters.ceil(shape.rows(), tile.rows()),
                Filters.ceil(shape.columns(), tile.columns()),
                shape.groups() * candidate.splits(),
                tile.threads());
        return gpu.kernels()
                .kernel(candidate.kernel(shape, precision), tile.sharedBytes())
                .launch(grid, arguments);
    }

    private Launch reduction(Job job, int splits, DeviceMemory partial) {
        ConvolutionShape shape = job.shape();
        Arguments arguments = new Arguments().memory(partial);
        orNone(arguments, job.bias())
                .memory(job.output().memory())
                .struct(shape.outputs(), shape.filters(), inner(shape), splits, job.function());
        return helpers.striding("reduce_splits_" + precision.maps(), shape.outputs(), arguments);
    }

    private Launch eachAlone(String kernel, Job job) {
        List<Integer> struct = new ArrayList<>();
        for (int word : job.shape().struct(1, job.function())) {
            struct.add(word);
        }
        struct.add(precision.channelsLast());
        Arguments arguments = new Arguments().memory(job.input().memory()).memory(job.plainFilters());
        orNone(arguments, job.bias())
                .memory(job.output().memory())
                .struct(struct.stream().mapToInt(Integer::intValue).toArray());
        return helpers.striding(kernel, job.shape().outputs(), arguments);
    }

    private static Arguments orNone(Arguments arguments, @Nullable DeviceMemory memory) {
        return memory == null ? arguments.none() : arguments.memory(memory);
    }

    /** Layers take turns, so one piece of memory serves all; a larger one leaves the smaller to the launches that hold it. */
    private DeviceMemory workspace(long bytes) {
        DeviceMemory present = workspace;
        if (present == null || present.bytes() < bytes) {
            present = pool.empty(bytes, "the parts of split sums");
            workspace = present;
        }
        return present;
    }
}
