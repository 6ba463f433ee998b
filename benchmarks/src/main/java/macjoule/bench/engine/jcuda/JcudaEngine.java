package macjoule.bench.engine.jcuda;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import macjoule.bench.engine.Availability;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.Tolerance;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;
import macjoule.bench.engine.jcuda.driver.Gpu;
import macjoule.model.net.Node;

/** Own kernels in one precision, or those of a library for the layers that hold nearly all arithmetic. */
public abstract class JcudaEngine implements Engine {
    private final String name;
    private final String description;
    private final Precision precision;

    protected JcudaEngine(String name, String description, Precision precision) {
        this.name = name;
        this.description = description;
        this.precision = precision;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public String device() {
        return Gpu.name();
    }

    @Override
    public String arithmetic() {
        return precision.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Tolerance tolerance() {
        return precision.tolerance();
    }

    @Override
    public double mostMacsPerSecond() {
        return precision.mostMacsPerSecond();
    }

    @Override
    public Availability probe() {
        return Gpu.probe(precision.leastCapability());
    }

    @Override
    public Availability supports(Workload workload) {
        for (Node node : workload.network().nodes()) {
            if (node.output().elements() * workload.batch() > Integer.MAX_VALUE) {
                return Availability.no("layer " + node.name() + ": a map of this batch has more than 2^31 elements");
            }
        }
        return Availability.yes();
    }

    @Override
    public Session open(Workload workload, WeightSource weights) {
        return open(workload, weights, Optional.empty());
    }

    private Session open(Workload workload, WeightSource weights, Optional<Candidate> only) {
        return new JcudaSession(Gpu.open(), precision, workload, weights, library(), only);
    }

    /**
     * What opens a workload with each of the kernels that can compute its first layer, by what they are called, where {@link #open}
     * takes the fastest. Empty if there is no choice.
     */
    public Map<String, Supplier<Session>> choices(Workload workload, WeightSource weights) {
        Map<String, Supplier<Session>> choices = new LinkedHashMap<>();
        Node first = workload.network().layers().get(0);
        ConvolutionShape.of(first, workload.batch(), precision.isChannelsLast())
                .filter(shape -> !shape.isDepthwise())
                .map(shape -> inMemory(shape, first, workload))
                .ifPresent(shape -> {
                    List<Candidate> candidates =
                            Candidates.of(shape, precision, Gpu.open().identity());
                    if (candidates.size() > 1) {
                        candidates.forEach(candidate -> choices.put(
                                candidate.kernel(shape, precision) + candidate.note(),
                                () -> open(workload, weights, Optional.of(candidate))));
                    }
                });
        return choices;
    }

    /** With the channels that the image will be laid out with. */
    private ConvolutionShape inMemory(ConvolutionShape shape, Node layer, Workload workload) {
        ImageChannels images = new ImageChannels(workload.network(), workload.batch(), precision);
        Node image = layer.inputs().get(0);
        return shape.withChannels(shape.input().channels()
                + images.inMemory(image).channels()
                - image.output().channels());
    }

    /** What computes convolutions and fully connected layers. */
    protected ConvolutionLibrary.Source library() {
        return (gpu, unused) -> ConvolutionLibrary.NONE;
    }
}
