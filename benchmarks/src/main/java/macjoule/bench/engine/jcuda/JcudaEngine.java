package macjoule.bench.engine.jcuda;

import java.util.Locale;
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
        return new JcudaSession(Gpu.open(), precision, workload, weights, library());
    }

    /** What computes convolutions and fully connected layers. */
    protected ConvolutionLibrary.Source library() {
        return (gpu, unused) -> ConvolutionLibrary.NONE;
    }
}
